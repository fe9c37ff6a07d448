using Squash;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What stands beside each output, as <c>NAME.tar.json</c>.</summary>
/// <param name="Squashd">The version that made it; who reads it knows by this key that the file is ours.</param>
/// <param name="Output">The name of the flat archive.</param>
/// <param name="Sha256">Digest of the flat archive.</param>
internal sealed record OutputReport(string Squashd, SpoolName Output, string Sha256)
{
    /// <summary>The job.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the original.</summary>
    public required SpoolName Input { get; init; }

    /// <summary>Bytes of the original.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes of the flat archive.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>The images in it: IDs, digests, layers, entries.</summary>
    public required IReadOnlyList<SquashedImage> Images { get; init; }

    /// <summary>What was dropped or changed.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Attempts that it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long the last of them took.</summary>
    public required double Seconds { get; init; }

    /// <summary>When it was finished.</summary>
    public required DateTimeOffset FinishedAt { get; init; }
}
