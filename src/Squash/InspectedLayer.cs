namespace Squash;

/// <summary>One layer of an image.</summary>
/// <param name="Number">From 1, the bottom first.</param>
/// <param name="DiffId">Digest of its plain tar.</param>
/// <param name="CreatedBy">The step that made it, by the history; empty if that does not say.</param>
/// <param name="Compression">How its blob is compressed: none, gzip, zstd, bzip2 or xz.</param>
/// <param name="BlobBytes">Size of its blob in the archive.</param>
/// <param name="PlainBytes">Size of its plain tar.</param>
/// <param name="Entries">Entries, markers of deleted files too.</param>
/// <param name="ContentBytes">Data of its files.</param>
/// <param name="WastedBytes">Those of them that upper layers overwrite or delete.</param>
/// <param name="OwnDiskBytes">What its own entries take on a disk.</param>
/// <param name="TreeDiskBytes">What the whole tree up to it takes on a disk: the layer's copy under VFS.</param>
public sealed record InspectedLayer(
    int Number,
    string DiffId,
    string CreatedBy,
    string Compression,
    long BlobBytes,
    long PlainBytes,
    long Entries,
    long ContentBytes,
    long WastedBytes,
    long OwnDiskBytes,
    long TreeDiskBytes);
