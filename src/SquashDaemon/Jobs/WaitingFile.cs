using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>A file in the inbox that is not to be taken now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Why.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record WaitingFile(SpoolName Name, WaitState State, string Reason);
