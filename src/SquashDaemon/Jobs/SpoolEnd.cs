namespace SquashDaemon.Jobs;

/// <summary>How the loop ended.</summary>
internal enum SpoolEnd
{
    /// <summary>It was stopped before nothing was left; without <c>--drain</c> there is no other end.</summary>
    Stopped,

    /// <summary>Nothing is left, and every job succeeded.</summary>
    Drained,

    /// <summary>What is left is not worth waiting for, or a job failed.</summary>
    Failed,
}
