namespace Squash.Blobs;

/// <summary>How a blob is compressed; told by its first bytes, never by its name (R32).</summary>
public enum Compression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip (RFC 1952), of one or more members.</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878), of one or more frames.</summary>
    Zstd,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>xz.</summary>
    Xz,
}
