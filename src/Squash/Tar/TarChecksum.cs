using System.Numerics;

namespace Squash.Tar;

/// <summary>The sum over a header block in which the checksum field counts as blanks (POSIX pax, ustar "chksum").</summary>
public static class TarChecksum
{
    private const int FieldOffset = 148;
    private const int FieldLength = 8;

    /// <summary>The sum of the bytes, unsigned, as POSIX asks.</summary>
    public static int Unsigned(ReadOnlySpan<byte> block)
    {
        var sum = Vector<uint>.Zero;
        for (var i = 0; i < TarBlock.Size; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(block[i..]), out var low, out var high);
            Vector.Widen(low + high, out var even, out var odd);
            sum += even + odd;
        }
        return (int)Vector.Sum(sum) + Correction(block);
    }

    /// <summary>The sum of the bytes as signed ones, as some old writers made it.</summary>
    public static int Signed(ReadOnlySpan<byte> block)
    {
        var sum = 0;
        foreach (var value in block[..TarBlock.Size])
            sum += (sbyte)value;
        foreach (var value in block.Slice(FieldOffset, FieldLength))
            sum += ' ' - (sbyte)value;
        return sum;
    }

    private static int Correction(ReadOnlySpan<byte> block)
    {
        var correction = 0;
        foreach (var value in block.Slice(FieldOffset, FieldLength))
            correction += ' ' - value;
        return correction;
    }
}
