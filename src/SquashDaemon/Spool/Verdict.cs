namespace SquashDaemon.Spool;

/// <summary>What becomes of a file that has stood still.</summary>
/// <param name="State"><see cref="WaitState.Ready"/>: it is to be taken; else why it waits on.</param>
/// <param name="Reason">Why it waits, or why it is taken only to be put into failed; safe to print.</param>
/// <param name="IsCutOff">Whether it has been incomplete for too long.</param>
internal readonly record struct Verdict(WaitState State, string Reason, bool IsCutOff = false);
