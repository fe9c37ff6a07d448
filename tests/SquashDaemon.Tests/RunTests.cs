using System.Diagnostics;
using System.Text.Json;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests;

/// <summary>The daemon as a process on real folders.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public RunTests() => Directory.CreateDirectory(_folder["inbox"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DrainingLeavesEachArchiveWhereItBelongs()
    {
        Squashd.Run("demo", _folder["inbox/good.tar"]);
        Squashd.Run("demo", _folder["inbox/with space\nand newline.tar"]);
        Squashd.Run("demo", _folder["inbox/bad.tar"]);
        File.WriteAllText(_folder["inbox/bad.tar.squash.conf"], "[squash]\nlayout = odd\n");
        var (code, _, error) = Drain();
        Assert.Equal(1, code);
        Assert.Equal(
            ["good.tar", "good.tar.json", "with space\nand newline.tar", "with space\nand newline.tar.json"], _folder.Files("outbox"));
        Assert.Equal(["good.tar", "with space\nand newline.tar"], _folder.Files("done"));
        Assert.Equal(["error.json", "error.txt", "input", "job.json", "options.conf"], _folder.Files("failed/bad.tar"));
        Assert.Empty(_folder.Files("inbox"));
        Assert.DoesNotContain("space\nand", error, StringComparison.Ordinal);
        Assert.Equal(0, Squashd.Run("verify", _folder["done/good.tar"], _folder["outbox/good.tar"]).Code);
    }

    [Fact]
    public void AWorkFolderThatIsReplacedIsNotServedBesideAnother()
    {
        using var daemon = Daemon.Start(_folder).Serving();
        Directory.Move(_folder["work"], _folder["moved"]);
        Directory.CreateDirectory(_folder["work"]);
        using (SpoolLock.TryTake(_folder["work"], out _))
        {
            Squashd.Run("demo", _folder["inbox/a.tar"]);
            daemon.WaitFor($"process {Environment.ProcessId} serves that");
            Assert.Empty(_folder.Files("outbox"));
        }
        Squashd.WaitUntil(() => File.Exists(_folder["done/a.tar"]), "the one that is left goes on");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Theory]
    [InlineData("inbox")]
    [InlineData("done")]
    [InlineData("failed")]
    public void AStartRemovesWhatOneThatWasKilledLeft(string folder)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllText(_folder[$"{folder}/.squashd-start"], "");
        Assert.Equal(0, Drain().Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder[folder]));
    }

    [Fact]
    public void TheConfigurationAndASidecarShapeTheOutput()
    {
        Squashd.Run("demo", _folder["inbox/shaped.tar"]);
        Squashd.Run("demo", _folder["inbox/other.tar"]);
        Squashd.Run("demo", _folder["inbox/wrong.tar"]);
        File.WriteAllText(_folder["inbox/other.tar.squash.conf"], "[squash]\nfrom_layer = 1\nowner = keep\n");
        File.WriteAllText(_folder["inbox/wrong.tar.squash.conf"], "[squash]\nplatform = linux/s390x\n");
        var (code, _) = Daemon.Drain(_folder, "squash.layout=oci", "squash.compress=zstd:1", "squash.owner=7:8", "squash.message=shaped here");
        Assert.Equal(1, code);
        var shaped = File.ReadAllText(_folder["outbox/shaped.tar"], System.Text.Encoding.Latin1);
        Assert.Contains("tar+zstd", shaped, StringComparison.Ordinal);
        Assert.Contains("shaped here", shaped, StringComparison.Ordinal);
        Assert.DoesNotContain("manifest.json", shaped, StringComparison.Ordinal);
        Assert.Contains("the owner is 0 in the original and 7", Squashd.Run("verify", _folder["done/shaped.tar"], _folder["outbox/shaped.tar"]).Output, StringComparison.Ordinal);
        Assert.Equal(0, Squashd.Run("verify", _folder["done/other.tar"], _folder["outbox/other.tar"]).Code);
        Assert.Contains("it has linux/amd64", File.ReadAllText(_folder["failed/wrong.tar/error.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public void VerboseTellsOfEveryFileThatIsLookedAt()
    {
        Squashd.Run("demo", _folder["inbox/good.tar"]);
        File.WriteAllText(_folder["inbox/half.tar"], "half");
        string[] drain = ["run", "--drain", "--inbox", _folder["inbox"], "--set", "spool.settle=0s", "--set", $"logging.file={_folder["log"]}"];
        var (_, _, error) = Squashd.Run([.. drain, "--verbose"]);
        Assert.Contains("good.tar: looked at: it is complete", error, StringComparison.Ordinal);
        Assert.Contains("half.tar: looked at: it is not complete", error, StringComparison.Ordinal);
        Assert.DoesNotContain("looked at", Squashd.Run(drain).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void EventsAreJsonLinesOnRequest()
    {
        Squashd.Run("demo", _folder["inbox/good.tar"]);
        File.WriteAllText(_folder["inbox/bad.tar"], "no archive");
        Squashd.Run("demo", _folder["inbox/odd\nname.tar"]);
        File.WriteAllText(_folder["inbox/odd\nname.tar.squash.conf"], "[squash]\nlayout = odd\n");
        var (code, output, error) = Squashd.Run(
            "run", "--drain", "--json", "--inbox", _folder["inbox"], "--outbox", _folder["outbox"],
            "--set", "spool.settle=0s", "--set", $"logging.file={_folder["log"]}");
        Assert.Equal(1, code);
        var events = output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        JsonElement Only(string type) => Assert.Single(events, line => line.GetProperty("message_type").GetString() == type);
        Assert.Equal(("good.tar", "good.tar"), (Only("done").GetProperty("name").GetString(), Only("done").GetProperty("output").GetString()));
        Assert.Equal(new FileInfo(_folder["outbox/good.tar"]).Length, Only("done").GetProperty("bytes").GetInt64());
        Assert.Equal("error", Only("failed").GetProperty("level").GetString());
        Assert.Contains("layout", Only("failed").GetProperty("reason").GetString(), StringComparison.Ordinal);
        // People see what failed all the same, and nothing else.
        Assert.Single(error.TrimEnd('\n').Split('\n'), line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void AFileWhereAFolderShouldBeIsNamed()
    {
        File.WriteAllText(_folder["squashd"], "a program");
        var (code, _, error) = Squashd.Run("run", "--drain", "--spool", _folder["squashd"]);
        Assert.Equal(78, code);
        Assert.Contains($"{_folder["squashd"]} is a file", error, StringComparison.Ordinal);
        Assert.Equal("a program", File.ReadAllText(_folder["squashd"]));
    }

    [Fact]
    public void AnEmptyInboxIsDrained() => Assert.Equal(0, Drain().Code);

    [Fact]
    public void AnIncompleteArchiveStaysAndIsNoSuccess()
    {
        Squashd.Run("demo", _folder["whole.tar"]);
        File.WriteAllBytes(_folder["inbox/cut.tar"], File.ReadAllBytes(_folder["whole.tar"])[..500_000]);
        var (code, _, error) = Drain();
        Assert.Equal(1, code);
        Assert.Contains("cut.tar: waits: ", error, StringComparison.Ordinal);
        Assert.Equal(["cut.tar"], _folder.Files("inbox"));
        Assert.Empty(_folder.Files("outbox"));
    }

    [Fact]
    public void AnImageThatFailedIsNoFailureOfADaemonThatIsStopped()
    {
        File.WriteAllText(_folder["inbox/bad.tar"], "no archive");
        using var daemon = Daemon.Start(_folder, "spool.incomplete_timeout=1s");
        daemon.WaitFor("bad.tar: failed");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ADrainThatIsInterruptedSaysSo(string signal)
    {
        LargeImage.Write(_folder["inbox/large.tar"]);
        using var drain = Squashd.Start("run", "--drain", "--inbox", _folder["inbox"], "--outbox", _folder["outbox"]);
        Squashd.WaitUntil(
            () => Directory.Exists(_folder["outbox"]) && Directory.GetFiles(_folder["outbox"], ".*").Length > 0, "the part appears");
        Assert.Equal(130, Squashd.End(drain, signal));
    }

    [Fact]
    public void WhatIsDroppedWhileItRunsAppearsInTheOutbox()
    {
        using var daemon = StartDaemon();
        Squashd.Run("demo", _folder["demo.tar"]);
        File.Move(_folder["demo.tar"], _folder["inbox/demo.tar"]);
        Squashd.WaitUntil(() => File.Exists(_folder["done/demo.tar"]), "it is done");
        Assert.Equal(["demo.tar", "demo.tar.json"], _folder.Files("outbox"));
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    [Fact]
    public void ASecondDaemonNamesTheFirst()
    {
        using var first = StartDaemon();
        var (code, _, error) = Drain();
        Assert.Equal(75, code);
        Assert.Contains($"process {first.Id} already serves", error, StringComparison.Ordinal);
        Assert.Equal(0, Squashd.End(first, "TERM"));
    }

    [Fact]
    public void OfManyThatStartAtOnceOneServes()
    {
        var daemons = Enumerable.Range(0, 6).Select(_ => StartProcess()).ToList();
        Squashd.WaitUntil(() => daemons.Count(daemon => daemon.HasExited) >= 5, "five give up");
        var winner = Assert.Single(daemons, daemon => !daemon.HasExited);
        Assert.All(daemons.Where(daemon => daemon != winner), daemon => Assert.Equal(75, daemon.ExitCode));
        Assert.Equal(0, Squashd.End(winner, "TERM"));
        daemons.ForEach(daemon => daemon.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(100)]
    public async Task ASignalWhileItStartsIsNotLost(int milliseconds)
    {
        using var daemon = StartDaemon();
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public void AStoppedJobIsDoneOnceAfterARestart(string signal)
    {
        LargeImage.Write(_folder["inbox/large.tar"]);
        using (var daemon = StartDaemon())
        {
            Squashd.WaitUntil(() => Directory.GetFiles(_folder["outbox"], ".*").Length > 0, "the part appears");
            Squashd.End(daemon, signal);
        }
        Assert.Empty(_folder.Files("outbox"));
        Assert.Empty(_folder.Files("done"));
        Assert.Equal(0, Drain().Code);
        Assert.Equal(["large.tar", "large.tar.json"], _folder.Files("outbox"));
        Assert.Equal(["large.tar"], _folder.Files("done"));
        Assert.Empty(Directory.GetFiles(_folder["outbox"], ".*"));
    }

    private (int Code, string Output, string Error) Drain() => Squashd.Run(
        "run", "--drain", "--inbox", _folder["inbox"], "--outbox", _folder["outbox"]);

    private Process StartDaemon()
    {
        var daemon = StartProcess();
        Squashd.WaitUntil(() => File.Exists(_folder["work/.squashd.lock"]) && Directory.Exists(_folder["done"]), "the folders are made");
        // The lock's holder is written right after it is taken.
        Squashd.WaitUntil(() => new FileInfo(_folder["work/.squashd.lock"]).Length > 0, "the lock is held");
        return daemon;
    }

    private Process StartProcess() => Squashd.Start("run", "--inbox", _folder["inbox"], "--outbox", _folder["outbox"]);
}
