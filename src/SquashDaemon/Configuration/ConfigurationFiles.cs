using Squash.Text;

namespace SquashDaemon.Configuration;

/// <summary>
/// Where the configuration is: <c>squashd.conf</c>, then the files <c>*.conf</c> of <c>squashd.conf.d</c> beside it in
/// the order of their names. Without a name it is looked for in <c>/etc/squashd</c> if we are root, then in
/// <c>$XDG_CONFIG_HOME/squashd</c> or <c>~/.config/squashd</c>.
/// </summary>
/// <param name="Chosen">The file that was asked for; null: the first place where there is one.</param>
internal sealed record ConfigurationFiles(string? Chosen)
{
    private const long LargestFile = 1 << 20;
    private const string SystemPlace = "/etc/squashd/squashd.conf";

    /// <summary>The places where it is looked for, the first first.</summary>
    public static IReadOnlyList<string> Places =>
    [
        .. Environment.IsPrivilegedProcess ? [SystemPlace] : Array.Empty<string>(),
        Path.Combine(Configuration.Places.Configuration, "squashd.conf"),
    ];

    /// <summary>Reads all of them; what cannot be read is a mistake.</summary>
    public IReadOnlyList<(string Path, IniFile Content)> Read()
    {
        var main = Chosen ?? Places.FirstOrDefault(place => File.Exists(place) || Directory.Exists(DropIns(place)));
        if (main is null)
            return [];
        List<(string Path, IniFile Content)> read = [];
        if (Chosen is not null || File.Exists(main))
            read.Add((main, Read(main)));
        if (Directory.Exists(DropIns(main)))
            read.AddRange(ReadDropIns(DropIns(main)));
        return read;
    }

    private static IReadOnlyList<(string Path, IniFile Content)> ReadDropIns(string folder)
    {
        try
        {
            return
            [
                .. Directory.GetFiles(folder, "*.conf")
                    .Where(path => !Path.GetFileName(path).StartsWith('.'))
                    .Order(StringComparer.Ordinal)
                    .Select(path => (path, Read(path))),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [(folder, Unreadable(folder, $"cannot be read: {Printable.Text(error.Message)}"))];
        }
    }

    private static string DropIns(string file) => $"{file}.d";

    private static IniFile Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LargestFile + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > LargestFile
                ? Unreadable(path, "is larger than 1 MiB, which no configuration is")
                : IniFile.Read(new MemoryStream(bytes, 0, length), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "does not exist; make it, or leave out --config for the defaults");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read: {Printable.Text(error.Message)}");
        }
    }

    private static IniFile Unreadable(string path, string why) => new([], [new Mistake(new SettingPlace(path), why)]);
}
