using System.Buffers.Binary;
using Squash.Blobs;

namespace Fuzz;

/// <summary>Gives the headers of an xz stream the right checksums, which a fuzzer would hardly guess.</summary>
internal static class XzHeaders
{
    private const int StreamHeaderBytes = 12;

    /// <summary>The stream with its header and its first block's header sealed (xz file format 2.1.1, 3.1).</summary>
    public static byte[] Seal(byte[] input)
    {
        var xz = input.ToArray();
        if (Codec.Detect(xz) != Compression.Xz || xz.Length <= StreamHeaderBytes)
            return xz;
        Seal(xz.AsSpan(6, 2), xz.AsSpan(8));
        var length = xz[StreamHeaderBytes] * 4;
        if (length > 0 && StreamHeaderBytes + length + 4 <= xz.Length)
            Seal(xz.AsSpan(StreamHeaderBytes, length), xz.AsSpan(StreamHeaderBytes + length));
        return xz;
    }

    private static void Seal(ReadOnlySpan<byte> bytes, Span<byte> checksum) =>
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32(bytes));

    /// <summary>The one of IEEE 802.3, as xz and gzip use it.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(crc & 1));
        }
        return ~crc;
    }
}
