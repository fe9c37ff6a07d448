namespace SquashDaemon.Install;

/// <summary>A text that an installation writes for one user, unless he has changed it.</summary>
/// <param name="Kind">What it is, as a step says it.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="Text">What is in it, with a mark of <see cref="UnitText"/>.</param>
/// <param name="Advice">What to do when it is there for the first time, a line each.</param>
internal sealed record UserFile(string Kind, string Path, string Text, params IReadOnlyList<string> Advice);
