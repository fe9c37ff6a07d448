namespace Faults;

/// <summary>A daemon without root's rights, in folders that are not all its own.</summary>
public sealed class RightsTests : IDisposable
{
    private const UnixFileMode Nothing = UnixFileMode.None;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Usable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Writable = Usable | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private readonly TempFolder _folder = new();

    public RightsTests()
    {
        foreach (var name in new[] { "inbox", "outbox", "done", "failed", "work", "state" })
            File.SetUnixFileMode(Directory.CreateDirectory(_folder[name]).FullName, Writable);
        File.SetUnixFileMode(_folder.Path, Writable);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileThatItMayNotReadIsNamedAndTakenWhenItMay()
    {
        using var daemon = Daemon.StartAsNobody(_folder, "spool.rescan=1s").Serving();
        TinyImage.Write(_folder["a"], "a");
        File.SetUnixFileMode(_folder["a"], Nothing);
        File.Move(_folder["a"], _folder["inbox/a.tar"]);
        daemon.WaitFor("a.tar: waits: squashd may not read it");
        // Nobody else waits for it.
        TinyImage.Write(_folder["inbox/b.tar"], "b");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/b.tar.json"]), "the other is done");
        File.SetUnixFileMode(_folder["inbox/a.tar"], Readable);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
        Assert.Empty(_folder.Files("inbox"));
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void OptionsThatItMayNotReadLetTheirImageWaitAlone()
    {
        File.WriteAllText(_folder["inbox/a.tar.squash.conf"], "[squash]\nlayout = odd\n");
        File.SetUnixFileMode(_folder["inbox/a.tar.squash.conf"], Nothing);
        TinyImage.Write(_folder["inbox/a.tar"], "a");
        using var daemon = Daemon.StartAsNobody(_folder, "spool.rescan=1s");
        daemon.WaitFor("a.tar: waits: squashd may not read a.tar.squash.conf (user nobody)");
        TinyImage.Write(_folder["inbox/b.tar"], "b");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/b.tar.json"]), "the other is done");
        File.SetUnixFileMode(_folder["inbox/a.tar.squash.conf"], Readable);
        daemon.WaitFor("layout = odd");
        Assert.DoesNotContain("all jobs wait", daemon.Log, StringComparison.Ordinal);
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("done")]
    public void AFolderThatItMayNotWriteToHoldsAllUntilItMay(string name)
    {
        using var daemon = Daemon.StartAsNobody(_folder).Serving();
        File.SetUnixFileMode(_folder[name], Usable);
        TinyImage.Write(_folder["inbox/a.tar"], "a");
        daemon.WaitFor("all jobs wait: ");
        Assert.Contains("denied", daemon.Log, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_folder["done/a.tar"]));
        File.SetUnixFileMode(_folder[name], Writable);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]) && File.Exists(_folder["done/a.tar"]), "it is done");
        daemon.WaitFor("jobs go on");
        Assert.Contains("\"attempts\": 1", File.ReadAllText(_folder["outbox/a.tar.json"]), StringComparison.Ordinal);
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void AnInboxThatIsClosedWhileAJobRunsIsWaitedFor()
    {
        File.WriteAllText(_folder["hook"], $"#!/bin/sh\ncd '{_folder.Path}'; touch state/heard; until [ -e go ]; do sleep 0.1; done; echo gone\n");
        File.SetUnixFileMode(_folder["hook"], Usable);
        TinyImage.Write(_folder["inbox/a.tar"], "a");
        using var daemon = Daemon.StartAsNobody(_folder, $"hooks.on_done={_folder["hook"]}", "spool.rescan=1s");
        Squashd.WaitUntil(() => File.Exists(_folder["state/heard"]), "the job is in hand");
        File.SetUnixFileMode(_folder["inbox"], Nothing);
        File.WriteAllText(_folder["go"], "");
        daemon.WaitFor("the inbox cannot be read");
        File.SetUnixFileMode(_folder["inbox"], Writable);
        TinyImage.Write(_folder["inbox/b.tar"], "b");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/b.tar.json"]), "the next is done");
        Assert.Equal(0, daemon.End("TERM"));
    }
}
