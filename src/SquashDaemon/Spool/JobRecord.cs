using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>What is remembered of a claimed archive: <c>job.json</c> in its folder.</summary>
/// <param name="Id">The name of its folder; holds nothing that a user chose.</param>
/// <param name="Name">The name that it had in the inbox.</param>
/// <param name="ClaimedAt">When it was taken.</param>
internal sealed record JobRecord(string Id, SpoolName Name, DateTimeOffset ClaimedAt)
{
    /// <summary>How far it is.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>The state of the original when it was taken.</summary>
    public InputRecord Input { get; init; }

    /// <summary>The number of its sidecar's inode; null: it has none.</summary>
    public ulong? OptionsInode { get; init; }

    /// <summary>The same of its marker.</summary>
    public ulong? MarkerInode { get; init; }

    /// <summary>Attempts begun so far, this one included.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the daemon died in an attempt.</summary>
    public int Crashes { get; init; }

    /// <summary>Not to be tried before this.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Since when it has waited for room or permission, which burns no attempts.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Bytes that the outbox must have free before it is tried.</summary>
    public long NeededBytes { get; init; }

    /// <summary>What went wrong last; safe to print.</summary>
    public string? Reason { get; init; }

    /// <summary>The output, from <see cref="JobPhase.Publishing"/> on.</summary>
    public OutputRecord? Output { get; init; }

    /// <summary>Whether all is there that its phase needs.</summary>
    [JsonIgnore]
    public bool IsWhole => Output is not null || Phase is not (JobPhase.Publishing or JobPhase.Published);
}
