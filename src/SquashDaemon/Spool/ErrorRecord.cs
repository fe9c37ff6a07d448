namespace SquashDaemon.Spool;

/// <summary>Why an archive failed: <c>error.json</c> beside it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">The name that the archive had in the inbox.</param>
/// <param name="At">When it failed.</param>
/// <param name="Kind">For programs: <c>refused</c>, <c>truncated</c>, <c>options</c>, <c>crashed</c>, <c>denied</c>, <c>io</c>, <c>expired</c> or <c>bug</c>.</param>
/// <param name="Error">One sentence.</param>
/// <param name="Attempts">How often it was tried.</param>
internal sealed record ErrorRecord(string Id, SpoolName Name, DateTimeOffset At, string Kind, string Error, int Attempts);
