using System.Text;

namespace Squash.Layers;

/// <summary>Paths of entries as text for messages: control characters and what is not UTF-8 cannot reach a terminal.</summary>
public static class EntryName
{
    private const int LongestShown = 200;

    /// <summary>Shows a path; bytes that are not printable as <c>\xNN</c>, long ones cut in the middle.</summary>
    public static string Show(ReadOnlySpan<byte> path)
    {
        var text = new StringBuilder();
        if (path.IsEmpty)
            text.Append("./");
        while (!path.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(path, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (valid && IsPrintable(rune))
                text.Append(rune.ToString());
            else
                Escape(path[..used], text);
            path = path[used..];
        }
        return text.Length <= LongestShown
            ? text.ToString()
            : $"{text.ToString(0, LongestShown / 2)}...{text.ToString(text.Length - (LongestShown / 2), LongestShown / 2)}";
    }

    private static void Escape(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        foreach (var value in bytes)
            text.Append("\\x").Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Letters, digits, marks, punctuation, symbols and the blank; no controls, no bidirectional marks.</summary>
    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' ' || (rune.Value != '\\' && (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)
            || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark));
}
