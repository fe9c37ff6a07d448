namespace Squash.Blobs;

/// <summary>What a block of xz asks for (The .xz File Format, 3.1), looked at before the codec gives it.</summary>
internal static class XzBlockHeader
{
    private const byte Lzma2 = 0x21;
    private const int LargestSizeBits = 40;

    /// <summary>The size of the dictionary; 0 where the header is damaged, which is for the codec to say.</summary>
    public static long DictionaryBytes(ReadOnlySpan<byte> header)
    {
        if (header.Length < 2)
            return 0;
        var flags = header[1];
        var rest = header[2..];
        for (var sizes = (flags >> 6 & 1) + (flags >> 7); sizes > 0; sizes--)
            SkipNumber(ref rest);
        for (var filters = (flags & 3) + 1; filters > 0 && rest.Length > 2; filters--)
        {
            // The identities of all filters that are defined, and the lengths of what they need, are one byte; the codec
            // would ask for as much memory as a longer one says.
            if (rest[0] > 0x7f || rest[1] > 0x7f)
                throw new InvalidDataException("its xz data need an unknown filter");
            if (rest[0] == Lzma2 && rest[1] == 1)
                return rest[2] < LargestSizeBits ? (2L | (rest[2] & 1L)) << ((rest[2] >> 1) + 11) : uint.MaxValue;
            rest = rest[Math.Min(rest.Length, 2 + rest[1])..];
        }
        return 0;
    }

    private static void SkipNumber(ref ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty && rest[0] >= 0x80)
            rest = rest[1..];
        rest = rest[Math.Min(rest.Length, 1)..];
    }
}
