namespace SquashDaemon.Jobs;

/// <summary>How a job left its worker.</summary>
internal enum JobOutcome
{
    /// <summary>The flat archive is in the outbox.</summary>
    Done,

    /// <summary>The original is in failed, with its error.</summary>
    Failed,

    /// <summary>The original is in the inbox again.</summary>
    PutBack,

    /// <summary>It waits in the work folder for its next attempt.</summary>
    Deferred,

    /// <summary>It waits in the work folder for the next start.</summary>
    Stopped,

    /// <summary>It was not taken: it is no longer there, or waits on in the inbox.</summary>
    NotTaken,
}
