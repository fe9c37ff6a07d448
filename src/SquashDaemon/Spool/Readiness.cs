namespace SquashDaemon.Spool;

/// <summary>What becomes of a file in the inbox now.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why it is not ready; empty if it is.</param>
internal readonly record struct Readiness(ReadinessState State, string Reason);
