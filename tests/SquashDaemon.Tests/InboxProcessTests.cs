using SquashDaemon.Spool;

namespace SquashDaemon.Tests;

/// <summary>What people and programs do to an inbox that is served.</summary>
public sealed class InboxProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public InboxProcessTests()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        Directory.CreateDirectory(_folder["outbox"]);
        TinyImage.Write(_folder["demo.tar"], "demo");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnInboxThatIsRemovedAndMadeAgainIsServedOn()
    {
        using var daemon = Daemon.Start(_folder).Serving();
        Directory.Delete(_folder["inbox"]);
        daemon.WaitFor("the inbox cannot be read");
        Directory.CreateDirectory(_folder["inbox"]);
        daemon.WaitFor("the inbox can be read again");
        DropAndWait("a.tar");
        Directory.Move(_folder["inbox"], _folder["old"]);
        Directory.CreateDirectory(_folder["inbox"]);
        DropAndWait("b.tar");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("-rf")]
    [InlineData("n\nl\u001b[31m")]
    [InlineData("\u202etar.exe")]
    [InlineData("\udcff\udc80")]
    public void AnyNameIsTakenAndNeverPrintedRaw(string stem)
    {
        var raw = "inbox/" + stem + ".tar";
        Durable.Replace(_folder["demo.tar"], _folder[raw]);
        var (code, log) = Daemon.Drain(_folder);
        Assert.Equal(0, code);
        Assert.NotNull(FileIdentity.Of(_folder["outbox/" + stem + ".tar"]));
        Assert.NotNull(FileIdentity.Of(_folder["outbox/" + stem + ".tar.json"]));
        Assert.NotNull(FileIdentity.Of(_folder["done/" + stem + ".tar"]));
        Assert.DoesNotContain(log, c => c is '\u001b' or '\u202e');
        Assert.DoesNotContain("n\nl", log, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongNameIsCut()
    {
        var name = new string('n', 251) + ".tar";
        File.Move(_folder["demo.tar"], _folder["inbox/" + name]);
        Assert.Equal(0, Daemon.Drain(_folder).Code);
        Assert.Equal([new string('n', 236) + ".tar", new string('n', 236) + ".tar.json"], _folder.Files("outbox"));
    }

    [Fact]
    public async Task AWriterThatTakesItsTimeIsWaitedFor()
    {
        using var daemon = Daemon.Start(_folder).Serving();
        var bytes = await File.ReadAllBytesAsync(_folder["demo.tar"], TestContext.Current.CancellationToken);
        for (var at = 0; at < bytes.Length; at += 2_000)
        {
            // Opened anew each time, so that no lease tells of it.
            await using (var writer = new FileStream(_folder["inbox/slow.tar"], FileMode.Append))
                await writer.WriteAsync(bytes.AsMemory(at, Math.Min(2_000, bytes.Length - at)), TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.True(at + 2_000 >= bytes.Length || _folder.Files("outbox").Length == 0);
        }
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/slow.tar.json"]), "it is done");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void AFileThatAProgramHoldsOpenWaits()
    {
        using var daemon = Daemon.Start(_folder).Serving();
        using (var writer = new FileStream(_folder["inbox/a.tar"], FileMode.CreateNew))
        {
            writer.Write(File.ReadAllBytes(_folder["demo.tar"]));
            writer.Flush();
            daemon.WaitFor("a program has it open for writing");
            Assert.Empty(_folder.Files("outbox"));
        }
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
    }

    [Fact]
    public void AnArchiveOfAKilledWriterFailsInTheEndAndCanBeRetried()
    {
        var bytes = File.ReadAllBytes(_folder["demo.tar"]);
        File.WriteAllBytes(_folder["inbox/cut.tar"], bytes[..4_000]);
        using var daemon = Daemon.Start(_folder, "spool.incomplete_timeout=1s");
        Squashd.WaitUntil(() => File.Exists(_folder["failed/cut.tar/error.json"]), "it fails");
        Assert.Contains("\"truncated\"", File.ReadAllText(_folder["failed/cut.tar/error.json"]), StringComparison.Ordinal);
        Assert.Contains("cut off", File.ReadAllText(_folder["failed/cut.tar/error.txt"]), StringComparison.Ordinal);
        Assert.Empty(_folder.Files("outbox"));
        File.WriteAllBytes(_folder["failed/cut.tar/input"], bytes);
        Assert.Equal(0, Daemon.Ask(_folder, "retry", "cut.tar").Code);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/cut.tar.json"]), "it is done");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["failed"]));
    }

    [Fact]
    public void AnArchiveThatChangesWhileItIsSquashedGoesBackAndIsDoneWhenItStandsStill()
    {
        LargeImage.Write(_folder["inbox/large.tar"]);
        using var daemon = Daemon.Start(_folder);
        Squashd.WaitUntil(() => Directory.GetFiles(_folder["outbox"], ".*").Length > 0, "the part appears");
        using (var writer = new FileStream(Directory.GetFiles(_folder["work"], "input", SearchOption.AllDirectories).Single(), FileMode.Append))
            writer.Write(new byte[512]);
        daemon.WaitFor("put back: it was written to while it was read");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/large.tar.json"]), "it is done");
        Assert.Equal(["large.tar", "large.tar.json"], _folder.Files("outbox"));
    }

    [Fact]
    public void AMarkerIsTakenWithItsArchive()
    {
        using var daemon = Daemon.Start(_folder, "spool.require_marker=.ready").Serving();
        File.Move(_folder["demo.tar"], _folder["inbox/a.tar"]);
        daemon.WaitFor("a.tar: waits: it waits for a.tar.ready");
        File.WriteAllText(_folder["inbox/a.tar.ready"], "");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
        Squashd.WaitUntil(() => Directory.GetDirectories(_folder["work"]).Length == 0, "its folder goes");
        Assert.Empty(_folder.Files("inbox"));
    }

    [Fact]
    public void HooksAreToldByTheirEnvironment()
    {
        File.WriteAllText(_folder["hook"], $"#!/bin/sh\nenv > '{_folder.Path}'/told.$SQUASHD_EVENT\necho heard; exit 3\n");
        File.SetUnixFileMode(_folder["hook"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.Copy(_folder["demo.tar"], _folder["inbox/a.tar"]);
        File.Copy(_folder["demo.tar"], _folder["inbox/b.tar"]);
        File.WriteAllText(_folder["inbox/b.tar.squash.conf"], "[squash]\nlayout = odd\n");
        var (code, log) = Daemon.Drain(
            _folder, $"hooks.on_done={_folder["hook"]}", $"hooks.on_failed={_folder["hook"]}", $"metrics.textfile={_folder["m.prom"]}");
        Assert.Equal(1, code);
        Assert.Contains($"SQUASHD_OUTPUT={_folder["outbox/a.tar"]}", File.ReadAllText(_folder["told.done"]), StringComparison.Ordinal);
        Assert.Contains($"SQUASHD_FAILED={_folder["failed/b.tar"]}", File.ReadAllText(_folder["told.failed"]), StringComparison.Ordinal);
        Assert.Contains("ended with 3", log, StringComparison.Ordinal);
        Assert.Contains("the hook says: heard", log, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["outbox/a.tar.json"]));
    }

    [Fact]
    public void AHookThatCannotBeEndedHoldsNothingUp()
    {
        Need.Root();
        Need.Programs("setpriv");
        // As a program that sudo runs: root's, in the hands of somebody else.
        Squashd.Shell(_folder.Path, $"""
            cp "$(command -v setpriv)" root && chmod 4755 root
            printf '#!/bin/sh\necho $$ >> {_folder["told"]}\nexec {_folder["root"]} --reuid=0 sleep 1000\n' > hook && chmod 755 hook
            mkdir work done failed state && touch told && chown 65534 . inbox outbox work done failed state told
            """);
        try
        {
            using var daemon = Daemon.StartAsNobody(_folder, $"hooks.on_done={_folder["hook"]}", "hooks.timeout=5s").Serving();
            DropAndWait("a.tar");
            daemon.WaitFor("cannot be ended");
            daemon.WaitFor("a.tar: done");
            DropAndWait("b.tar");
            daemon.WaitFor("b.tar: done");
            Assert.Equal(0, daemon.End("TERM"));
        }
        finally
        {
            Squashd.Shell(_folder.Path, "kill $(cat told)");
        }
    }

    [Fact]
    public void ADrainTellsHowItEnded()
    {
        File.Move(_folder["demo.tar"], _folder["inbox/a.tar"]);
        var (code, _, _) = Squashd.Shell(
            _folder.Path,
            "umask 077; $SQUASHD run --drain --inbox inbox --set spool.settle=50ms --set spool.state=$PWD/state --set metrics.textfile=$PWD/m.prom");
        Assert.Equal(0, code);
        Assert.Contains("squashd_jobs_total{result=\"done\"} 1\n", File.ReadAllText(_folder["m.prom"]), StringComparison.Ordinal);
        var status = File.ReadAllText(Assert.Single(Directory.GetFiles(_folder["state"], "status-*.json")));
        Assert.DoesNotContain("1 running", status, StringComparison.Ordinal);
        Assert.Contains("\"done\":1", status.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void AMonitorMayReadItsFileWhateverTheMask()
    {
        Squashd.Shell(
            _folder.Path, "umask 077; $SQUASHD run --drain --inbox inbox --set spool.state=$PWD/state --set metrics.textfile=$PWD/m.prom");
        Assert.Equal("-rw-r--r--", Squashd.Shell(_folder.Path, "stat -c %A m.prom").Output.Trim());
        Assert.Equal("-rw-------", Squashd.Shell(_folder.Path, "stat -c %A state/status-*.json").Output.Trim());
    }

    private void DropAndWait(string name)
    {
        File.Copy(_folder["demo.tar"], _folder["copy"]);
        File.Move(_folder["copy"], _folder[$"inbox/{name}"]);
        Squashd.WaitUntil(() => File.Exists(_folder[$"outbox/{name}.json"]), $"{name} is done");
    }
}
