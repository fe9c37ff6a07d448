using Squash;

namespace SquashDaemon.Jobs;

/// <summary>How a job left its worker, and why.</summary>
/// <param name="Outcome">How.</param>
internal sealed record JobEnd(JobOutcome Outcome)
{
    /// <summary>The trouble, if one defers it.</summary>
    public TroubleKind? Trouble { get; init; }

    /// <summary>Why, in one clause; safe to print.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was free in the outbox after it met a lack of room; null: unknown, or it was not the outbox's.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>What must be free before it can go on.</summary>
    public long NeededBytes { get; init; }

    /// <summary>What was made, if it is done in this run.</summary>
    public SquashReport? Report { get; init; }

    /// <summary>Where the original is, if it failed.</summary>
    public string FailedFolder { get; init; } = "";
}
