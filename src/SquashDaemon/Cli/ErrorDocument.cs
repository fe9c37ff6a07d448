namespace SquashDaemon.Cli;

/// <summary>What any command prints with <c>--json</c> when it fails.</summary>
/// <param name="Error">The sentence.</param>
/// <param name="ExitCode">What the process ends with.</param>
internal sealed record ErrorDocument(string Error, int ExitCode);
