using System.Security.Cryptography;
using System.Text;

namespace SquashDaemon.Install;

/// <summary>
/// The unit of one user: the one of the package with another program. Its first line holds a digest of the rest, by which
/// a unit that somebody has edited is known, whatever version wrote it.
/// </summary>
internal static class UnitText
{
    private const string PackagedProgram = "ExecStart=/usr/bin/squashd ";
    private const string Mark = "# Written by squashd install; changes belong into squashd.service.d/*.conf. ";

    /// <summary>The unit that runs a program.</summary>
    public static string For(string program)
    {
        // systemd reads % as a specifier and blanks as the end of the path.
        var quoted = program.Replace("%", "%%", StringComparison.Ordinal);
        if (quoted.Any(c => c is ' ' or '"' or '\\' or '\''))
            quoted = $"\"{quoted.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        var body = Packaged().Replace(PackagedProgram, $"ExecStart={quoted} ", StringComparison.Ordinal);
        return $"{Mark}{Digest(body)}\n{body}";
    }

    /// <summary>Whether a text is just as some squashd wrote it.</summary>
    public static bool IsUnchanged(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end >= 0 && text[..end] == $"{Mark}{Digest(text[(end + 1)..])}";
    }

    private static string Packaged()
    {
        using var resource = typeof(UnitText).Assembly.GetManifestResourceStream(UserPlaces.Unit)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
