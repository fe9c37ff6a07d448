namespace SquashDaemon.Cli;

/// <summary>A finding of <c>check</c> as JSON.</summary>
/// <param name="Kind"><c>ok</c>, <c>warning</c>, <c>permission</c> or <c>fault</c>.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What is so.</param>
/// <param name="Fix">What to do.</param>
internal sealed record FindingDocument(string Kind, string Subject, string Text, string? Fix);
