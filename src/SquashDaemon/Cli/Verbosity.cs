namespace SquashDaemon.Cli;

/// <summary>How much a command says.</summary>
/// <param name="IsJson">Results and errors as one JSON document on standard output.</param>
/// <param name="IsQuiet">No progress and no warnings.</param>
/// <param name="IsVerbose">Stack traces too.</param>
internal sealed record Verbosity(bool IsJson, bool IsQuiet, bool IsVerbose);
