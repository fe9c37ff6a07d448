using SquashDaemon.Spool;

namespace SquashDaemon.Cli;

/// <summary>What <c>retry --json</c> lists.</summary>
/// <param name="Failed">The folder that it had in failed.</param>
/// <param name="Inbox">The name that it has in the inbox.</param>
internal sealed record RetriedImage(SpoolName Failed, SpoolName Inbox);
