namespace SquashDaemon.Configuration;

/// <summary>The codecs of <c>[squash] compress</c>.</summary>
internal enum LayerCodec
{
    /// <summary>Not compressed.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstd,
}
