namespace SquashDaemon.Cli;

/// <summary>One step of <c>install</c> and <c>uninstall</c> as JSON.</summary>
/// <param name="Step">What it is.</param>
/// <param name="Result">What became of it: done, already, planned, kept or forbidden.</param>
/// <param name="Advice">What to do now.</param>
internal sealed record StepDocument(string Step, string Result, IReadOnlyList<string> Advice);
