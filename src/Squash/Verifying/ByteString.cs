using System.Globalization;
using System.Text;

namespace Squash.Verifying;

/// <summary>
/// Bytes that can be a key: a name, a link target, an attribute's value. One char holds one byte (Latin-1), so that
/// equality and ordinal order are those of the bytes and nothing is ever decoded.
/// </summary>
/// <param name="Latin1">The bytes, one char each.</param>
internal readonly record struct ByteString(string Latin1) : IComparable<ByteString>
{
    /// <summary>Keeps <paramref name="bytes"/> as they are.</summary>
    public static ByteString From(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes));

    /// <summary>The bytes of <paramref name="text"/> in UTF-8.</summary>
    public static ByteString FromText(string text) => From(Encoding.UTF8.GetBytes(text));

    /// <summary>The order of the bytes.</summary>
    public int CompareTo(ByteString other) => string.CompareOrdinal(Latin1, other.Latin1);

    /// <summary>The bytes themselves.</summary>
    public byte[] ToArray() => Encoding.Latin1.GetBytes(Latin1);

    /// <summary>Whether the bytes begin with the ASCII characters of <paramref name="prefix"/>.</summary>
    public bool StartsWith(string prefix) => Latin1.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>
    /// Text for people: UTF-8 where it is valid, and an escape for every byte or character that could forge a line,
    /// move a cursor or turn the writing direction.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        ReadOnlySpan<byte> rest = ToArray();
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status != System.Buffers.OperationStatus.Done)
            {
                length = 1;
                text.Append(CultureInfo.InvariantCulture, $"\\x{rest[0]:x2}");
            }
            else if (rune.Value == '\\')
            {
                text.Append(@"\\");
            }
            else if (IsPlain(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }

            rest = rest[length..];
        }

        return text.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
