using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>A folder of the spool in whose place a symbolic link appears: nothing is done where that leads.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderTests()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        TinyImage.Write(_folder["elsewhere/a.tar"], "canary");
        TinyImage.Write(_folder["a.tar"], "a");
        TinyImage.Write(_folder["bad.tar"], "a", os: "windows");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inbox")]
    [InlineData("outbox")]
    [InlineData("done")]
    [InlineData("failed")]
    [InlineData("work")]
    public void AFolderThatBecomesALinkIsWaitedFor(string name)
    {
        using var daemon = Daemon.Start(_folder);
        Squashd.WaitUntil(() => _folder.Files("state").Any(file => file.StartsWith("status", StringComparison.Ordinal)), "it has looked at all");
        using var events = new FileEvents(_folder["elsewhere"], FileEvents.Opened | FileEvents.Read | FileEvents.Changed);
        Replace(name);
        // What is refused is the one that comes to the failed folder.
        File.Move(_folder[name == "failed" ? "bad.tar" : "a.tar"], _folder[name == "inbox" ? "aside/a.tar" : "inbox/a.tar"]);
        daemon.WaitFor($"{name} has become a symbolic link");
        Assert.Empty(events.Take());
        File.Delete(_folder[name]);
        Directory.Move(_folder["aside"], _folder[name]);
        Squashd.WaitUntil(
            () => File.Exists(_folder[name == "failed" ? "failed/a.tar/error.json" : "outbox/a.tar.json"]), "it goes on");
        Assert.Empty(events.Take());
        Assert.Equal(["a.tar"], _folder.Files("elsewhere"));
    }

    [Fact]
    public void AnOutboxThatBecomesALinkInTheMiddleOfAJobIsWaitedFor()
    {
        using var spool = new FaultSpool();
        Directory.CreateDirectory(spool.Folder["elsewhere"]);
        using var events = new FileEvents(spool.Folder["elsewhere"], FileEvents.Opened | FileEvents.Read | FileEvents.Changed);
        using var daemon = FaultedDaemon.Start(spool.Folder, spool.Part, ["fsync:delay_enter=5000000"]);
        Squashd.WaitUntil(() => spool.Parts.Length > 0, "the part appears");
        Directory.Move(spool.Folder["outbox"], spool.Folder["aside"]);
        File.CreateSymbolicLink(spool.Folder["outbox"], spool.Folder["elsewhere"]);
        Assert.Contains("has become a symbolic link", daemon.WaitFor("held").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(events.Take());
        File.Delete(spool.Folder["outbox"]);
        Directory.Move(spool.Folder["aside"], spool.Folder["outbox"]);
        daemon.Heal();
        Assert.Equal(1, spool.AttemptsOf("a.tar"));
        Assert.Empty(spool.Parts);
        Assert.Empty(events.Take());
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void AnOutboxThatBecomesALinkBetweenTwoTriesIsWaitedFor()
    {
        using var spool = new FaultSpool();
        Directory.CreateDirectory(spool.Folder["elsewhere"]);
        using var events = new FileEvents(spool.Folder["elsewhere"], FileEvents.Opened | FileEvents.Read | FileEvents.Changed);
        using var daemon = FaultedDaemon.Start(spool.Folder, spool.Input, ["pread64:error=ETIMEDOUT"], "retry.short_delay=5s");
        daemon.WaitFor("retrying");
        Directory.Move(spool.Folder["outbox"], spool.Folder["aside"]);
        File.CreateSymbolicLink(spool.Folder["outbox"], spool.Folder["elsewhere"]);
        Assert.Contains("has become a symbolic link", daemon.WaitFor("held").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(events.Take());
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void ALinkThatWasThereAtTheStartIsTheFolder()
    {
        Directory.CreateDirectory(_folder["disk"]);
        File.CreateSymbolicLink(_folder["outbox"], _folder["disk"]);
        File.Move(_folder["a.tar"], _folder["inbox/a.tar"]);
        Assert.Equal(0, Daemon.Drain(_folder).Code);
        Assert.Equal(["a.tar", "a.tar.json"], _folder.Files("disk"));
    }

    private void Replace(string name)
    {
        File.CreateSymbolicLink(_folder["aside"], _folder["elsewhere"]);
        // At once: at no time is there neither.
        Assert.Equal(0, LibC.RenameAt2(
            LibC.RenameAt2Call, LibC.CurrentDirectory, _folder[name], LibC.CurrentDirectory, _folder["aside"], Swapper.Exchange));
    }
}
