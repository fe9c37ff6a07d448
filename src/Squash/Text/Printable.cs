using System.Globalization;
using System.Text;

namespace Squash.Text;

/// <summary>
/// Makes text out of an archive safe to print: no control, bidirectional or invisible character gets out, so that no
/// name can forge a log line or move a cursor. Used for every message that quotes an archive.
/// </summary>
public static class Printable
{
    /// <summary>Characters that are shown of one name; a longer one is cut, so that a message stays one line.</summary>
    public const int LongestText = 300;

    /// <summary>Escapes text; <c>\x1b</c> stands for a byte, <c>\u{202e}</c> for a character.</summary>
    public static string Text(string? text)
    {
        var safe = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!TryAppend(safe, rune))
                return safe.ToString();
        }
        return safe.ToString();
    }

    /// <summary>Escapes bytes that should be UTF-8; each byte that is not stands as <c>\xff</c>.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var safe = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (!isValid)
                safe.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            else if (!TryAppend(safe, rune))
                break;
            bytes = bytes[(isValid ? used : 1)..];
        }
        return safe.ToString();
    }

    private static bool TryAppend(StringBuilder safe, Rune rune)
    {
        if (safe.Length >= LongestText)
        {
            safe.Append("...");
            return false;
        }
        if (rune.Value == '\\')
            safe.Append(@"\\");
        else if (!IsControl(rune))
            safe.Append(rune);
        else if (rune.Value < 0x100)
            safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else
            safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        return true;
    }

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate;
}
