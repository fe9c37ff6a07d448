namespace SquashDaemon.Install;

/// <summary>One step of an installation.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">What it is; safe to print.</param>
/// <param name="Advice">What to do now, a line each.</param>
internal sealed record Step(StepKind Kind, string Text, params IReadOnlyList<string> Advice);
