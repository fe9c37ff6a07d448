using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace Squash.Blobs;

/// <summary>Tells compressions by their magic and undoes them (R32).</summary>
public static class Codec
{
    /// <summary>
    /// Window of a zstd layer as a power of two, 32 MiB: what builders use at their best. Two layers are read at once.
    /// </summary>
    public const int LayerWindowLog = 25;

    /// <summary>Window of an archive that is compressed as a whole, 64 MiB: of all that zstd makes but -22 and --long.</summary>
    public const int ArchiveWindowLog = 26;

    /// <summary>Bytes that tell the compression.</summary>
    internal const int MagicBytes = 6;

    /// <summary>How a blob is compressed.</summary>
    public static Compression Detect(Blob blob)
    {
        Span<byte> magic = stackalloc byte[MagicBytes];
        using var stream = blob.Open();
        return Detect(magic[..stream.ReadAtLeast(magic, MagicBytes, throwOnEndOfStream: false)]);
    }

    /// <summary>How something that begins so is compressed.</summary>
    public static Compression Detect(ReadOnlySpan<byte> magic)
    {
        if (magic.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return Compression.Gzip;
        if (magic.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) || IsSkippableFrame(magic))
            return Compression.Zstd;
        if (magic.StartsWith("BZh"u8))
            return Compression.Bzip2;
        return magic.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) ? Compression.Xz : Compression.None;
    }

    /// <summary>The plain bytes of a compressed stream, to its end.</summary>
    /// <param name="compression">How it is compressed.</param>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="windowLog">What zstd may keep in memory, as a power of two.</param>
    public static Stream Decompress(Compression compression, Stream source, int windowLog = LayerWindowLog) => compression switch
    {
        Compression.None => source,
        Compression.Gzip => new CodecStream("gzip", source, inner => new GZipStream(inner, CompressionMode.Decompress)),
        Compression.Zstd => new CodecStream("zstd", source, inner => Zstd(inner, windowLog)),
        Compression.Bzip2 => new CodecStream("bzip2", source, inner => BZip2Stream.Create(
            inner, SharpCompress.Compressors.CompressionMode.Decompress, true, false, true)),
        _ => new CodecStream("xz", source, inner => new XzStream(inner), isSingle: true),
    };

    /// <summary>
    /// A stream whose plain bytes reach <paramref name="target"/> compressed; disposing of it ends the data and leaves the
    /// target open. Headers hold neither name nor time, so that equal bytes stay equal.
    /// </summary>
    public static Stream Compress(LayerCompression compression, Stream target) => compression.Compression switch
    {
        Compression.Gzip => new GZipStream(
            target, new ZLibCompressionOptions { CompressionLevel = compression.Level }, leaveOpen: true),
        Compression.Zstd => new CompressionStream(target, compression.Level, 0, true),
        _ => throw new NotSupportedException($"layers are not written as {compression.Compression}"),
    };

    private static DecompressionStream Zstd(Stream source, int windowLog)
    {
        var plain = new DecompressionStream(source, 0, true, true);
        plain.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, windowLog);
        return plain;
    }

    private static bool IsSkippableFrame(ReadOnlySpan<byte> magic) =>
        magic.Length >= 4 && magic[0] is >= 0x50 and <= 0x5f && magic[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18]);
}
