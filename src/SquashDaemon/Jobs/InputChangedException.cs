namespace SquashDaemon.Jobs;

/// <summary>Somebody wrote to an archive while it was squashed; the output is worth nothing.</summary>
internal sealed class InputChangedException : Exception;
