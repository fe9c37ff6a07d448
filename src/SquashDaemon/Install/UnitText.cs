using System.Security.Cryptography;
using System.Text;

namespace SquashDaemon.Install;

/// <summary>
/// The units of one user: those of the package with other paths. A line in each holds a digest of what follows, by which
/// one that somebody has edited is known, whatever version wrote it.
/// </summary>
internal static class UnitText
{
    private const string PackagedProgram = "ExecStart=/usr/bin/squashd ";
    private const string PackagedLoad = "ExecStart=/usr/libexec/squashd/squashd-load %h/squashd/outbox";
    private const string PackagedOutbox = "PathExistsGlob=%h/squashd/outbox/";
    private const string Mark = "# Written by squashd install; ";

    /// <summary>The unit that runs a program.</summary>
    public static string For(string program) => Marked(
        Packaged(UserPlaces.Unit).Replace(PackagedProgram, $"ExecStart={Quoted(program)} ", StringComparison.Ordinal),
        $"changes belong into {UserPlaces.Unit}.d/*.conf.");

    /// <summary>What loads the images of an outbox: not enabled, since not everybody wants that.</summary>
    public static IReadOnlyList<UserFile> ForLoading(UserPlaces places, string outbox)
    {
        var path = Packaged(UserPlaces.LoadPath)
            .Replace(PackagedOutbox, $"PathExistsGlob={Literal(outbox)}/", StringComparison.Ordinal);
        // By sh: a home may be where nothing is executed, and needs no mode then.
        var service = Packaged(UserPlaces.LoadService)
            .Replace(PackagedLoad, $"ExecStart=/bin/sh {Quoted(places.LoadScript)} {Quoted(outbox)}", StringComparison.Ordinal);
        return
        [
            new("script", places.LoadScript, Marked(Packaged(UserPlaces.Load), "to change it, let a drop-in of the unit name a copy.")),
            new("unit", places.UnitFileOf(UserPlaces.LoadService), Marked(service, $"changes belong into {UserPlaces.LoadService}.d/*.conf.")),
            new(
                "unit", places.UnitFileOf(UserPlaces.LoadPath), Marked(path, $"changes belong into {UserPlaces.LoadPath}.d/*.conf."),
                $"To have each flat image loaded into your podman: systemctl --user enable --now {UserPlaces.LoadPath}"),
        ];
    }

    /// <summary>Whether a text is just as some squashd wrote it.</summary>
    public static bool IsUnchanged(string text)
    {
        var (_, marked) = Parted(text);
        var end = marked.IndexOf('\n', StringComparison.Ordinal);
        return end >= 0 && marked.StartsWith(Mark, StringComparison.Ordinal)
            && marked[..end].EndsWith($" {Digest(marked[(end + 1)..])}", StringComparison.Ordinal);
    }

    /// <summary>A text with the line that tells whether it is changed.</summary>
    private static string Marked(string text, string advice)
    {
        var (interpreter, body) = Parted(text);
        return $"{interpreter}{Mark}{advice} {Digest(body)}\n{body}";
    }

    /// <summary>The line that names the interpreter of a script, which must be the first, and the rest.</summary>
    private static (string Interpreter, string Body) Parted(string text)
    {
        var end = text.StartsWith("#!", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        return (text[..end], text[end..]);
    }

    /// <summary>systemd reads % as a specifier.</summary>
    private static string Literal(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>A word of a command: it ends at a blank.</summary>
    private static string Quoted(string path)
    {
        var quoted = Literal(path);
        return quoted.Any(c => c is ' ' or '"' or '\\' or '\'')
            ? $"\"{quoted.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : quoted;
    }

    private static string Packaged(string name)
    {
        using var resource = typeof(UnitText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
