using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration.Ini;
using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>
/// An INI file. Its values are read by Microsoft.Extensions.Configuration.Ini, which knows no line numbers and stops at
/// the first mistake; so the lines are looked through first, and only those go on that it can read.
/// </summary>
/// <param name="Values">What it gives, in the order of its lines.</param>
/// <param name="Mistakes">Lines that mean nothing.</param>
internal sealed record IniFile(IReadOnlyList<GivenValue> Values, IReadOnlyList<Mistake> Mistakes)
{
    private const string LineForm = "a line is [SECTION], KEY = VALUE, or a comment that begins with #";

    /// <summary>Reads a file; <paramref name="name"/> is how mistakes call it.</summary>
    public static IniFile Read(Stream file, string name)
    {
        var readable = new StringBuilder();
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var mistakes = new List<Mistake>();
        using var reader = new StreamReader(file, Encoding.UTF8);
        var section = "";
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is ';' or '#' or '/')
                continue;
            if (text[0] == '[' && text[^1] == ']')
            {
                section = text[1..^1].Trim();
                readable.Append(text).Append('\n');
                continue;
            }
            var key = $"{section}:{text[..Math.Max(0, text.IndexOf('=', StringComparison.Ordinal))].Trim()}";
            if (Fault(text, section, lines.GetValueOrDefault(key)) is { } fault)
                mistakes.Add(new Mistake(new SettingPlace(name, number), fault));
            else if (lines.TryAdd(key, number))
                readable.Append(text).Append('\n');
        }
        var values = IniStreamConfigurationProvider.Read(new MemoryStream(Encoding.UTF8.GetBytes(readable.ToString())))
            .OrderBy(value => lines[value.Key])
            .Select(value => Value(value.Key, value.Value, new SettingPlace(name, lines[value.Key])));
        return new IniFile([.. values], mistakes);
    }

    private static string? Fault(string text, string section, int before)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
            return $"{Printable.Text(text)} is not understood: {LineForm}";
        if (section.Length == 0)
            return $"{Printable.Text(text)} stands before any [SECTION]";
        return before > 0
            ? string.Create(CultureInfo.InvariantCulture, $"the same key is given in line {before}; keep one of them")
            : null;
    }

    private static GivenValue Value(string key, string? text, SettingPlace place)
    {
        var separator = key.IndexOf(':', StringComparison.Ordinal);
        return new GivenValue(key[..separator], key[(separator + 1)..], text ?? "", place);
    }
}
