namespace SquashDaemon.Jobs;

/// <summary>How a job ended.</summary>
internal enum JobOutcome
{
    /// <summary>The flat archive is in the outbox.</summary>
    Done,

    /// <summary>The original is in failed, with its error.</summary>
    Failed,

    /// <summary>The original is in the inbox again.</summary>
    PutBack,
}
