namespace SquashDaemon.Cli;

/// <summary>A value of the configuration as JSON.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Key">Its name.</param>
/// <param name="Value">What holds.</param>
/// <param name="Origin">Where it was given.</param>
internal sealed record SettingDocument(string Section, string Key, string Value, string Origin);
