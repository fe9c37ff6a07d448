using System.Diagnostics;

namespace Faults;

/// <summary>An outbox that is full, read-only or away: all waits, costs no attempts, and goes on by itself.</summary>
public sealed class HoldTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public HoldTests()
    {
        Directory.CreateDirectory(_folder["inbox"]);
        Squashd.Run("demo", _folder["demo.tar"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFullOutboxHoldsJobsUntilThereIsRoom()
    {
        using var disk = Disk.Mount(_folder["outbox"], "size=8k");
        // Small as it is compressed; what comes of it is larger than the disk.
        using (var gzip = Process.Start("sh", ["-c", $"gzip -c '{_folder["demo.tar"]}' > '{_folder["inbox/a.tar.gz"]}'"]))
            gzip.WaitForExit();
        using var daemon = Daemon.Start(_folder);
        daemon.WaitFor("all jobs wait: ");
        Squashd.WaitUntil(() => Directory.GetFiles(_folder["outbox"], ".*").Length == 0, "the part goes");
        // While it tries whether there is room, it counts an attempt until there is none.
        var record = Directory.GetFiles(_folder["work"], "job.json", SearchOption.AllDirectories).Single();
        Squashd.WaitUntil(() => File.ReadAllText(record).Contains("\"attempts\": 0", StringComparison.Ordinal), "no attempt is burned");
        Squashd.WaitUntil(
            () => Daemon.Ask(_folder, "status").Output.Contains("held: ", StringComparison.Ordinal), "it is told why all wait");
        disk.Change("size=1m");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
        daemon.WaitFor("jobs go on");
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Fact]
    public void AnImageThatDoesNotFitWaitsAloneAndOthersPass()
    {
        using var disk = Disk.Mount(_folder["outbox"], "size=512k");
        File.Copy(_folder["demo.tar"], _folder["inbox/a.tar"]);
        TinyImage.Write(_folder["inbox/b.tar"], "b");
        using var daemon = Daemon.Start(_folder);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/b.tar.json"]), "the small one is done");
        Squashd.WaitUntil(
            () => Daemon.Ask(_folder, "status").Output.Contains("are free", StringComparison.Ordinal), "it is told why it waits");
        disk.Change("size=4m");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "the large one is done");
    }

    [Fact]
    public void AReadOnlyOutboxIsWaitedFor()
    {
        using var disk = Disk.Mount(_folder["outbox"], "size=4m");
        disk.Change("ro");
        File.Copy(_folder["demo.tar"], _folder["inbox/a.tar"]);
        using var daemon = Daemon.Start(_folder);
        daemon.WaitFor("all jobs wait: ");
        disk.Change("rw");
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
    }

    [Fact]
    public void AnOutboxThatIsAwayIsWaitedFor()
    {
        using var daemon = Daemon.Start(_folder).Serving();
        Directory.Move(_folder["outbox"], _folder["away"]);
        File.Move(_folder["demo.tar"], _folder["inbox/a.tar"]);
        daemon.WaitFor("all jobs wait: ");
        Directory.Move(_folder["away"], _folder["outbox"]);
        Squashd.WaitUntil(() => File.Exists(_folder["outbox/a.tar.json"]), "it is done");
        Assert.Equal(0, daemon.End("TERM"));
    }
}
