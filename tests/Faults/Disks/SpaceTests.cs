using System.Text.Json;
using SquashDaemon.Spool;

namespace Faults.Disks;

/// <summary>
/// An outbox without room, in memory and under a quota: nothing half written stays in it, no attempt is counted, and all is
/// done when there is room. What compresses well is not foreseen, and so meets the end of the room.
/// </summary>
public sealed class SpaceTests : IDisposable
{
    private const int Images = 4;
    private const int ImageBytes = 300_000;
    private readonly TempFolder _folder = new();

    public SpaceTests() => Directory.CreateDirectory(_folder["inbox"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFullMemoryDiskHoldsAllAndItsRoomIsNoticedBeforeTheNextTry()
    {
        using var disk = Disk.Mount(_folder["outbox"], "size=64k");
        DropPacked();
        using var daemon = Daemon.Start(_folder, "limits.workers=2", "retry.delay=1h");
        AssertHeld(daemon, "No space left on device", _folder["outbox"]);
        disk.Change("size=8m");
        AssertDone(daemon, _folder["outbox"]);
    }

    [Fact]
    public void AQuotaHoldsAllHoweverOftenItIsTried()
    {
        using var quota = new QuotaDisk(_folder, "64K");
        DropPacked();
        using var daemon = Daemon.Start(_folder, $"spool.outbox={quota.Outbox}", "limits.workers=2", "retry.max_delay=300ms");
        AssertHeld(daemon, "Disk quota exceeded", quota.Outbox);
        var tries = new HashSet<string>();
        Squashd.WaitUntil(() => tries.Add(Until()) && tries.Count > 5, "it is tried again and again");
        AssertHeld(daemon, "Disk quota exceeded", quota.Outbox);
        quota.Lift();
        AssertDone(daemon, quota.Outbox);
    }

    [Fact]
    public void AReportThatDoesNotFitIsWrittenWhenThereIsRoomAndLeavesNothingUntilThen()
    {
        TinyImage.Write(_folder["a.tar"], new string('a', ImageBytes));
        Assert.Equal(0, Squashd.Run("squash", _folder["a.tar"], "-o", _folder["flat.tar"]).Code);
        // Memory is given out by pages: as many as the flat archive takes.
        using var disk = Disk.Mount(_folder["outbox"], $"size={(new FileInfo(_folder["flat.tar"]).Length + 4095) / 4096 * 4}k");
        Assert.Equal(0, Squashd.Shell(_folder.Path, "gzip -c a.tar > inbox/a.tar.gz").Code);
        using var daemon = Daemon.Start(_folder);
        daemon.WaitFor("all jobs wait: ");
        Assert.Equal(["a.tar"], DirectoryListing.Names(_folder["outbox"]));
        Assert.Equal(File.ReadAllBytes(_folder["flat.tar"]), File.ReadAllBytes(_folder["outbox/a.tar"]));
        disk.Change("size=4m");
        Squashd.WaitUntil(() => _folder.Files("done").Length == 1, "it is done");
        Assert.Equal(1, Attempts(_folder["outbox/a.tar.json"]));
        Assert.Equal(["a.tar", "a.tar.json"], _folder.Files("outbox"));
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void ASpoolThatIsFullAsAWholeLosesNothing()
    {
        using var disk = Disk.Mount(_folder["disk"], "size=4m");
        using var spool = new TempFolder(_folder["disk"]);
        Directory.CreateDirectory(spool["inbox"]);
        TinyImage.Write(spool["inbox/a.tar"], new string('a', ImageBytes));
        Fill(spool["ballast"]);
        // Not even its log, its lock or its status can be written.
        using var daemon = Daemon.Start(spool);
        daemon.WaitFor("all jobs wait: ");
        Assert.Equal(["a.tar"], spool.Files("inbox"));
        Assert.Empty(Directory.GetDirectories(spool["work"]));
        File.Delete(spool["ballast"]);
        Squashd.WaitUntil(() => File.Exists(spool["outbox/a.tar.json"]) && File.Exists(spool["done/a.tar"]), "it is done");
        Assert.Equal(1, Attempts(spool["outbox/a.tar.json"]));
        Squashd.WaitUntil(() => Directory.GetDirectories(spool["work"]).Length == 0, "its folder goes");
        Assert.Empty(spool.Files("failed"));
    }

    [Fact]
    public void AFullOutboxIsNoReasonForAnotherDaemonToWait()
    {
        using var disk = Disk.Mount(_folder["outbox"], "size=64k");
        DropPacked();
        using var other = new TempFolder(_folder.Path);
        Directory.CreateDirectory(other["inbox"]);
        using var held = Daemon.Start(_folder);
        using var daemon = Daemon.Start(other, $"spool.state={_folder["state"]}");
        AssertHeld(held, "No space left on device", _folder["outbox"]);
        TinyImage.Write(other["inbox/a.tar"], "a");
        Squashd.WaitUntil(() => File.Exists(other["outbox/a.tar.json"]), "the other goes on");
        Assert.DoesNotContain("all jobs wait", daemon.Log, StringComparison.Ordinal);
        Assert.Equal(0, daemon.End("TERM"));
        disk.Change("size=8m");
        AssertDone(held, _folder["outbox"]);
    }

    private void DropPacked()
    {
        for (var number = 0; number < Images; number++)
            TinyImage.Write(_folder[$"{number}.tar"], new string((char)('a' + number), ImageBytes));
        Assert.Equal(0, Squashd.Shell(_folder.Path, "gzip ?.tar && mv ?.tar.gz inbox").Code);
    }

    private void AssertHeld(Daemon daemon, string says, string outbox)
    {
        daemon.WaitFor("all jobs wait: ");
        Assert.Contains(says, daemon.Log, StringComparison.Ordinal);
        Squashd.WaitUntil(() => Directory.GetFileSystemEntries(outbox).Length == 0, "nothing half written stays");
        // Between two tries there are records to read; while one is written there may be none.
        Squashd.WaitUntil(() => Records().All(record => record is { Attempts: 0, Crashes: 0 }), "no attempt is counted");
        Squashd.WaitUntil(() => _folder.Files("inbox").Length + Records().Count == Images, "all are there");
        Assert.Empty(_folder.Files("failed"));
    }

    private void AssertDone(Daemon daemon, string outbox)
    {
        Squashd.WaitUntil(() => _folder.Files("done").Length == Images, "all are done");
        string[] names = [.. Enumerable.Range(0, Images).SelectMany(number => new[] { $"{number}.tar", $"{number}.tar.json" })];
        Assert.Equal(names, DirectoryListing.Names(outbox).Order(StringComparer.Ordinal));
        foreach (var name in names.Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
            Assert.Equal(1, Attempts(Path.Combine(outbox, name)));
        Assert.Equal(0, daemon.End("TERM"));
        Assert.Empty(Directory.GetDirectories(_folder["work"]));
        foreach (var name in _folder.Files("done"))
            Assert.Equal(0, Squashd.Run("verify", _folder[$"done/{name}"], Path.Combine(outbox, Path.GetFileNameWithoutExtension(name))).Code);
    }

    private List<JobRecord?> Records() =>
        [.. Directory.GetDirectories(_folder["work"]).Select(path => new JobFolder(path).Read())];

    private string Until() => JsonDocument.Parse(Daemon.Ask(_folder, "status", "--json").Output).RootElement
        .GetProperty("daemon").GetProperty("held_until").ToString();

    private static int Attempts(string report) =>
        JsonDocument.Parse(SmallFile.Read(report, 1 << 20)!).RootElement.GetProperty("attempts").GetInt32();

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        try
        {
            for (var block = new byte[4096]; ;)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
