using System.Diagnostics;
using CsCheck;
using Dotnet = System.Formats.Tar;

namespace Squash.Tests.Tar;

/// <summary>What is written, as GNU tar and the base library read it.</summary>
public sealed class OtherReadersTests
{
    [Fact]
    public void TheBaseLibraryReadsTheSameFields() => HeaderCase.Random.Select(ForTheBaseLibrary).Sample(
        header =>
        {
            var bytes = header.WriteWhole(new TarHeaderWriter());
            using var reader = new Dotnet.TarReader(new MemoryStream([.. bytes, .. TarHeaderWriter.EndMarker]));
            var entry = reader.GetNextEntry();
            Assert.NotNull(entry);
            Assert.Equal(
                (header.Path, header.LinkPath, (int)header.Uid, (int)header.Gid, header.Mode, header.Size),
                (entry.Name, entry.LinkName ?? "", entry.Uid, entry.Gid, (int)entry.Mode, entry.Length));
            Assert.Equal(header.MtimeSeconds, (long)Math.Floor((entry.ModificationTime - DateTimeOffset.UnixEpoch).TotalSeconds));
            Assert.Null(reader.GetNextEntry());
        },
        iter: 2_000);

    [Fact]
    public void GnuTarListsTheSameFields()
    {
        Need.That(File.Exists("/bin/tar") && Tar(["--version"]).Contains("GNU tar"), "GNU tar is not here");
        HeaderCase.Random.Select(ForGnuTar).Array[300].Sample(AssertListed, iter: 3, threads: 1);
    }

    private static void AssertListed(HeaderCase[] headers)
    {
        var file = Path.GetTempFileName();
        try
        {
            var writer = new TarHeaderWriter();
            File.WriteAllBytes(file, [.. headers.SelectMany(header => header.WriteWhole(writer)), .. TarHeaderWriter.EndMarker]);
            var lines = Tar(["-tvPf", file, "--numeric-owner", "--full-time", "--quoting-style=escape"])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(headers.Length, lines.Length);
            foreach (var (header, line) in headers.Zip(lines))
                AssertLine(header, line);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertLine(HeaderCase header, string line)
    {
        Assert.Contains($" {header.Uid}/{header.Gid} ", line);
        Assert.Contains(Escaped(header.Path) + (header.LinkPath.Length == 0 ? "" : Arrow(header) + Escaped(header.LinkPath)), line);
        Assert.Contains(header.Type == TarEntryType.RegularFile ? $" {header.Size} " : " ", line);
        // GNU tar 1.34 takes -1.25 for -1 + 0.25; Go and POSIX do not.
        if (header.MtimeSeconds >= 0 || !header.Mtime.Contains('.'))
            Assert.Contains($" {DateTimeOffset.FromUnixTimeSeconds(header.MtimeSeconds):yyyy-MM-dd HH:mm:ss}", line);
    }

    /// <summary>It decodes text, and keeps numbers in 32 signed bits.</summary>
    private static HeaderCase ForTheBaseLibrary(HeaderCase header) => header with
    {
        Path = Ascii(header.Path),
        LinkPath = Ascii(header.LinkPath),
        UserName = Ascii(header.UserName),
        GroupName = Ascii(header.GroupName),
        Xattr = Ascii(header.Xattr),
        Size = header.Size % 2000,
        Uid = header.Uid & int.MaxValue,
        Gid = header.Gid & int.MaxValue,
        DevMajor = header.DevMajor & 0x1FFFFF,
        DevMinor = header.DevMinor & 0x1FFFFF,
    };

    /// <summary>It refuses device numbers that its kernel does not have.</summary>
    private static HeaderCase ForGnuTar(HeaderCase header) => header with
    {
        Size = header.Size % 2000,
        DevMajor = header.DevMajor & 0xFFF,
        DevMinor = header.DevMinor & 0xFFFFF,
    };

    private static string Ascii(string text) => string.Concat(text.Select(c => c is < ' ' or > '~' ? '_' : c));

    private static string Arrow(HeaderCase header) => header.Type == TarEntryType.HardLink ? " link to " : " -> ";

    private static string Escaped(string name) => string.Concat(name.Select(c => c switch
    {
        '\\' => "\\\\",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        '\u007f' => "\\177",
        < ' ' or > '\u007f' => "\\" + Convert.ToString(c, 8).PadLeft(3, '0'),
        _ => c.ToString(),
    }));

    private static string Tar(string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/tar", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["LC_ALL"], start.Environment["TZ"]) = ("C", "UTC");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors.Result));
        return output;
    }
}
