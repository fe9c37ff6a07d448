using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace SquashDaemon.Hosting;

/// <summary>
/// The last guard of every line that leaves us: whatever was forgotten to be escaped, no control or invisible character
/// gets out that could forge a line, a priority or a message to the supervisor.
/// </summary>
internal static class LogText
{
    // Serilog's own rendering puts quotes around every name; its display formatter need not.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>The message of an event.</summary>
    public static string Of(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        return text.ToString();
    }

    /// <summary>Text on one line: what would break it or hide in it is a space.</summary>
    public static string OneLine(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            safe.Append(IsUnsafe(rune) ? " " : rune.ToString());
        return safe.ToString();
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
