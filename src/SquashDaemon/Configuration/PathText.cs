using System.Text;

namespace SquashDaemon.Configuration;

/// <summary>
/// Full paths; <c>~</c> at the beginning and <c>%h</c> stand for the home folder, <c>%%</c> for a percent sign.
/// </summary>
internal static class PathText
{
    /// <summary>The path of a text.</summary>
    public static string Parse(string text)
    {
        var path = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '~' && at == 0 && (text.Length == 1 || text[1] == '/'))
                path.Append(Home());
            else if (text[at] != '%')
                path.Append(text[at]);
            else
                path.Append(Percent(text, ++at));
        }
        var whole = path.ToString();
        if (!whole.StartsWith('/'))
            throw new FormatException("must be a full path: it begins with / or ~/");
        if (whole.Contains('\0', StringComparison.Ordinal))
            throw new FormatException("must be a path, and has a zero byte");
        return whole.Length == 1 ? whole : Path.TrimEndingDirectorySeparator(Path.GetFullPath(whole));
    }

    /// <summary>The text of a path.</summary>
    public static string Show(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    private static string Percent(string text, int at) => (at < text.Length ? text[at] : ' ') switch
    {
        'h' => Home(),
        '%' => "%",
        _ => throw new FormatException("has a % that is neither %h (the home folder) nor %% (a percent sign)"),
    };

    private static string Home() => Places.Home is { Length: > 0 } home
        ? home
        : throw new FormatException("names the home folder, and HOME is not set");
}
