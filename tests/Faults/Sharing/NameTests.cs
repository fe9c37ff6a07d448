using System.Text;
using System.Text.Json;
using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>Names of any bytes fail, are told of, tried again and done like all others, and are never printed raw.</summary>
public sealed class NameTests : IDisposable
{
    private static readonly string[] Stems =
    [
        "a b", "-rf", "--help", "n\nl\u001b[31m", "x\n<3>squashd: forged", "\u202etar.exe", "\u009b31m", "\udcff\udc80", "\t\b\r\u007f",
        "$(touch here)`id`'\"", "%s%n%x", "*", "\u2028", new string('n', 251), new string('\u00e9', 125), "\udcc3" + new string('x', 242),
    ];

    private readonly SharedSpool _spool = new();
    private readonly byte[] _archive;

    public NameTests()
    {
        TinyImage.Write(_spool.Outside["a.tar"], "a");
        _archive = File.ReadAllBytes(_spool.Outside["a.tar"]);
        File.WriteAllText(_spool.Spool["hook"], "#!/bin/sh\nenv -0 >> told\necho \"$SQUASHD_NAME\"\n".Replace("told", _spool.Spool["state/told"], StringComparison.Ordinal));
        File.SetUnixFileMode(_spool.Spool["hook"], (UnixFileMode)0x1ED);
    }

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void TheyFailAndAreDoneLikeAllOthers()
    {
        foreach (var stem in Stems)
            _spool.Drop($"{stem}.tar", _archive[..2000], SharedSpool.Alice);
        using var daemon = _spool.Start(
            "spool.incomplete_timeout=1s", $"hooks.on_failed={_spool.Spool["hook"]}", $"hooks.on_done={_spool.Spool["hook"]}",
            $"metrics.textfile={_spool.Spool["state/squashd.prom"]}");
        Squashd.WaitUntil(() => _spool.Names("failed").Length == Stems.Length && _spool.Names("inbox").Length == 0, "all have failed");
        AssertPrintable(Daemon.Ask(_spool.Spool, "status").Output);
        var failed = Daemon.Ask(_spool.Spool, "status", "--json").Output;
        AssertPrintable(failed);
        foreach (var folder in _spool.Names("failed").Select(name => new JobFolder(_spool.Spool[$"failed/{name}"])))
        {
            AssertPrintable(Encoding.UTF8.GetString(SmallFile.Read(folder.ErrorText, 1 << 20)!));
            AssertPrintable(Encoding.UTF8.GetString(SmallFile.Read(folder.ErrorJson, 1 << 20)!));
            _spool.Drop("whole.tar.part", _archive, SharedSpool.Alice);
            Durable.Replace(_spool.Spool["inbox/whole.tar.part"], folder.Input);
        }
        string[] ids = [.. JsonDocument.Parse(failed).RootElement.GetProperty("failed").EnumerateArray()
            .Select(image => image.GetProperty("error").GetProperty("id").GetString()!)];
        var (code, told, error) = Daemon.Ask(_spool.Spool, ["retry", .. ids]);
        Assert.True(code == 0, error);
        AssertPrintable(told);
        Squashd.WaitUntil(() => _spool.Names("done").Length == Stems.Length && _spool.Names("work").Length == 1, "all are done");
        Assert.Equal(0, daemon.End("TERM"));
        AssertPrintable(daemon.Log);
        AssertPrintable(File.ReadAllText(_spool.Spool["state/squashd.log"]));
        AssertPrintable(File.ReadAllText(_spool.Spool["state/squashd.prom"]));
        Assert.Equal(
            Stems.Select(stem => FreeName.Of($"{stem}.tar", 1)).Order(StringComparer.Ordinal),
            _spool.Names("outbox").Where(name => name.EndsWith(".tar", StringComparison.Ordinal)));
        Assert.Equal(2 * Stems.Length, _spool.Names("outbox").Length);
    }

    /// <summary>A line may be too long to print in a message, and is not what matters.</summary>
    private static void AssertPrintable(string text) =>
        Assert.True(!text.Any(c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028'), "a raw control character is printed");
}
