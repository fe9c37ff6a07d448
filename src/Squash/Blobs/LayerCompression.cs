using System.Globalization;

namespace Squash.Blobs;

/// <summary>How a layer is compressed when it is written.</summary>
/// <param name="Compression">None, gzip or zstd.</param>
/// <param name="Level">The codec's level.</param>
public readonly record struct LayerCompression(Compression Compression, int Level)
{
    private const int GzipLevel = 6;
    private const int GzipMost = 9;
    private const int ZstdLevel = 3;
    private const int ZstdMost = 19;

    /// <summary>Not compressed: what loads fastest and everywhere.</summary>
    public static LayerCompression None => default;

    /// <summary>Whether layers are compressed.</summary>
    public bool IsCompressed => Compression != Compression.None;

    /// <summary>Reads <c>none</c>, <c>gzip[:1-9]</c> or <c>zstd[:1-19]</c>; null if it is anything else.</summary>
    public static LayerCompression? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var level = colon < 0 ? null : text[(colon + 1)..];
        return (colon < 0 ? text : text[..colon]) switch
        {
            "none" when level is null => None,
            "gzip" => Of(Compression.Gzip, level, GzipLevel, GzipMost),
            "zstd" => Of(Compression.Zstd, level, ZstdLevel, ZstdMost),
            _ => null,
        };
    }

    private static LayerCompression? Of(Compression compression, string? level, int usual, int most)
    {
        if (level is null)
            return new LayerCompression(compression, usual);
        return int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? new LayerCompression(compression, number)
            : null;
    }
}
