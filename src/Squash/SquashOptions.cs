using Squash.Archives;
using Squash.Blobs;
using Squash.Images;
using Squash.Merging;

namespace Squash;

/// <summary>What a squash may do and where; every option has a safe default but the scratch directory.</summary>
public sealed record SquashOptions
{
    /// <summary>
    /// An existing directory for unlinked scratch files; only used when the whole archive is compressed, when a form
    /// that needs seeking goes to a target that cannot, for a table of paths that is beyond its
    /// memory, or for plain copies of compressed layers where there is much room.
    /// </summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>How the names of scratch files end that a killed process left there; such a file may be removed.</summary>
    public static string ScratchSuffix => ScratchFile.Suffix;

    /// <summary>
    /// Bytes of memory for the table of paths; beyond it the table is a scratch file that is mapped. 24 bytes and a third
    /// for each path.
    /// </summary>
    public long TableBytes { get; init; } = 64L << 20;

    /// <summary>Whether compressed layers may have plain copies in scratch files; the tests forbid it.</summary>
    internal bool KeepsPlainLayers { get; init; } = true;

    /// <summary>Verify the digests of input bytes that the output does not need.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>
    /// How many plain bytes the compressed parts of an archive may give together, the whole and its layers, and the holes of
    /// sparse files; a larger one is refused. Null: no limit.
    /// </summary>
    public long? MaxUncompressedBytes { get; init; }

    /// <summary>Names that take the place of the original ones, as docker prints them; empty: the original ones.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The comment of the new step of the history; null: how many layers became one.</summary>
    public string? Message { get; init; }

    /// <summary>The one platform to keep of an index; null: all of them.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Which files name the images.</summary>
    public ArchiveLayout Layout { get; init; }

    /// <summary>How the layer is compressed.</summary>
    public LayerCompression Compression { get; init; }

    /// <summary>
    /// Which layers are squashed: how many of the newest, or the ID of the layer or image below them; null: all (P3).
    /// </summary>
    public string? FromLayer { get; init; }

    /// <summary>Who shall own every entry; null: whoever does.</summary>
    public Owner? Owner { get; init; }
}
