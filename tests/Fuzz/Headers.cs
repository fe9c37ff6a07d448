using System.Text;
using Squash.Tests.Tar;

namespace Fuzz;

/// <summary>Gives the headers of a tar the right checksums, which a fuzzer would hardly guess.</summary>
internal static class Headers
{
    /// <summary>The archive with every header that its sizes lead to sealed; other bytes stay.</summary>
    public static byte[] Seal(byte[] archive)
    {
        var tar = archive.ToArray();
        for (long at = 0; at <= tar.Length - TarBlock.Size;)
        {
            var block = tar.AsSpan((int)at, TarBlock.Size);
            at += TarBlock.Size;
            if (!block.ContainsAnyExcept((byte)0))
                continue;
            var header = new RawHeader();
            block.CopyTo(header.Bytes);
            header.Sealed().CopyTo(block);
            var size = Size(block);
            at += size + TarHeaderWriter.Padding(size);
        }
        return tar;
    }

    private static long Size(ReadOnlySpan<byte> block)
    {
        if (block[156] is >= (byte)'1' and <= (byte)'6')
            return 0;
        var digits = Encoding.Latin1.GetString(block.Slice(124, 12)).Trim('\0', ' ');
        return digits.Length is > 0 and < 9 && digits.All(c => c is >= '0' and <= '7') ? Convert.ToInt64(digits, 8) : 0;
    }
}
