using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>Numeric header fields: octal digits padded by blanks or NULs, or GNU base-256 (R25).</summary>
public static class TarNumber
{
    /// <summary>Whether the field is written in base-256.</summary>
    public static bool IsBase256(ReadOnlySpan<byte> field) => (field[0] & 0x80) != 0;

    /// <summary>Reads a field; false if it is neither octal nor base-256, or beyond 64 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        IsBase256(field) ? TryParseBase256(field, out value) : TryParseOctal(field, out value);

    /// <summary>Writes octal digits with leading zeros and one NUL; the value must fit.</summary>
    public static void WriteOctal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
    }

    /// <summary>The largest value that <see cref="WriteOctal"/> can put into a field of this length.</summary>
    public static long LargestOctal(int fieldLength) => (1L << (3 * (fieldLength - 1))) - 1;

    /// <summary>Writes base-256, big endian, two's complement, for what octal cannot hold.</summary>
    public static void WriteBase256(Span<byte> field, long value)
    {
        for (var i = field.Length - 1; i >= 0; i--, value >>= 8)
            field[i] = (byte)value;
        field[0] |= 0x80;
    }

    /// <summary>Reads what PAX records hold: decimal digits, perhaps a minus before them; false on anything else.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && text[0] != '+';

    /// <summary>Reads octal digits padded by blanks or NULs; nothing at all is 0.</summary>
    public static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var at = 0;
        while (at < field.Length && field[at] is (byte)' ' or 0)
            at++;
        for (; at < field.Length && field[at] is >= (byte)'0' and <= (byte)'7'; at++)
        {
            if (value >> 60 != 0)
                return false;
            value = (value << 3) | (uint)(field[at] - '0');
        }
        // A NUL ends the text whatever follows it; spaces may only be followed by their like.
        return at == field.Length || field[at] == 0 || !field[at..].ContainsAnyExcept((byte)' ', (byte)0);
    }

    private static bool TryParseBase256(ReadOnlySpan<byte> field, out long value)
    {
        var negative = (field[0] & 0x40) != 0;
        value = negative ? -1 : 0;
        for (var i = 0; i < field.Length; i++)
        {
            // The top bit only marks the form; the next one is the sign.
            var digit = i == 0 ? (byte)(negative ? field[0] : field[0] & 0x7f) : field[i];
            if (value >> 55 != (negative ? -1 : 0))
                return false;
            value = (value << 8) | digit;
        }
        return true;
    }
}
