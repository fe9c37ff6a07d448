namespace SquashDaemon.Configuration;

/// <summary>A value that somebody gave.</summary>
/// <param name="Section">The section; empty if it stands before any.</param>
/// <param name="Name">The key.</param>
/// <param name="Text">The value.</param>
/// <param name="Place">Where it was given.</param>
internal sealed record GivenValue(string Section, string Name, string Text, SettingPlace Place);
