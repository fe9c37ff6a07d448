namespace SquashDaemon.Cli;

/// <summary>What the user can mend: the message is a whole sentence and says how.</summary>
internal sealed class UserError(int exitCode, string message) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
