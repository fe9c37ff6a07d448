using System.Security.Cryptography;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What a running daemon tells <c>squashd status</c>: a file in the state folder.</summary>
/// <param name="ProcessId">The daemon.</param>
/// <param name="Work">The work folder that it serves.</param>
/// <param name="UpdatedAt">When this was written.</param>
internal sealed record RuntimeStatus(int ProcessId, string Work, DateTimeOffset UpdatedAt)
{
    private const int NameBytesOfSpool = 6;

    /// <summary>
    /// Where it is. Several spools may share a state folder, so its name tells the spool, by whatever links that is called.
    /// </summary>
    public static string PathOf(SpoolSettings settings)
    {
        var spool = SHA256.HashData(NameBytes.Encode(RealPath.Of(settings.Folders.Work)))[..NameBytesOfSpool];
        return Path.Combine(settings.State, $"status-{Convert.ToHexStringLower(spool)}.json");
    }

    /// <summary>What it does, in one line.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why all is held; null if it is not.</summary>
    public string? Held { get; init; }

    /// <summary>When it tries again.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Files that wait for their turn.</summary>
    public int Queued { get; init; }

    /// <summary>The jobs in hand.</summary>
    public IReadOnlyList<JobSnapshot> Running { get; init; } = [];

    /// <summary>Files that wait for something else, at most <see cref="SpoolStatus.MostWaiting"/> of them.</summary>
    public IReadOnlyList<WaitingFile> Waiting { get; init; } = [];

    /// <summary>Images finished since the start.</summary>
    public long Done { get; init; }

    /// <summary>Images that failed since the start.</summary>
    public long Failed { get; init; }
}
