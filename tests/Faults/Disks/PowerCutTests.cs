using System.Diagnostics;
using System.Globalization;
using System.Text;
using SquashDaemon.Spool;

namespace Faults.Disks;

/// <summary>
/// Cuts the power at any instant while two workers squash and images come; SQUASHD_CUTS says how often on each file system
/// (by default 10).
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private static readonly int Cuts = int.Parse(
        Environment.GetEnvironmentVariable("SQUASHD_CUTS") is { Length: > 0 } cuts ? cuts : "10", CultureInfo.InvariantCulture);

    private const int Images = 40;
    private const int ImageBytes = 1_000_000;
    private const int LongestMilliseconds = 400;
    private const int Seed = 20_260_201;

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(Seed);
    private readonly HashSet<string> _durable = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    public void NothingThatIsDurableIsLostAndNothingThatIsVisibleIsDamaged(string type)
    {
        using var batch = new Batch(Images, ImageBytes);
        var (cuts, rounds, seen, gone) = (0, 0, 0, 0);
        while (cuts < Cuts)
        {
            using var folder = new TempFolder();
            using var disk = LoopDisk.Make(folder, type);
            Directory.CreateDirectory(Path.Combine(disk.Path, "inbox"));
            Durable.FlushDirectory(disk.Path);
            _durable.Clear();
            rounds++;
            while (cuts < Cuts && !IsOver(disk))
            {
                var when = $"cut {++cuts} of {type}, round {rounds}, seed {Seed}";
                var visible = RunAndCut(disk, batch, when);
                disk.MountAgain();
                AssertWhole(disk, batch, when);
                // One whose name was not durable yet is made again, of the original that is still there.
                (seen, gone) = (seen + visible.Length, gone + visible.Except(Batch.Visible(disk.Path)).Count());
            }
            foreach (var name in batch.Archives.Keys.Except(_durable))
                batch.Drop(name, Path.Combine(disk.Path, "inbox"));
            AssertFinishes(disk, batch, $"the end of round {rounds} on {type}, seed {Seed}");
        }
        TestContext.Current.SendDiagnosticMessage(
            $"{type}: {cuts} cuts in {rounds} rounds, {seen} outputs visible before, {gone} of them not durable yet, 0 damaged, 0 lost");
    }

    /// <summary>What was visible when the power was cut.</summary>
    private string[] RunAndCut(LoopDisk disk, Batch batch, string when)
    {
        using var stop = new CancellationTokenSource();
        using var daemon = Start(disk, "run");
        Squashd.WaitUntil(() => HasLock(disk, daemon), "it begins");
        var drops = new Thread(() => DropAll(disk, batch, stop.Token));
        drops.Start();
        daemon.WaitForExit(_random.Next(LongestMilliseconds));
        var visible = Batch.Visible(disk.Path);
        // A flush that ends after this may be of the time after the cut, when XFS says of a folder that all is well.
        stop.Cancel();
        disk.Cut(log: _random.Next(2) == 0);
        // It may do with a disk that is gone whatever it likes.
        var hasEnded = daemon.WaitForExit(_random.Next(30));
        daemon.Kill();
        daemon.WaitForExit();
        drops.Join();
        Assert.True(!hasEnded, $"it ended by itself, with {daemon.ExitCode}: {when}: {daemon.StandardError.ReadToEnd()}");
        return visible;
    }

    private void DropAll(LoopDisk disk, Batch batch, CancellationToken stop)
    {
        try
        {
            foreach (var name in batch.Archives.Keys.Except(_durable).ToList())
            {
                if (stop.WaitHandle.WaitOne(10))
                    return;
                batch.Drop(name, Path.Combine(disk.Path, "inbox"));
                if (stop.IsCancellationRequested)
                    return;
                _durable.Add(name);
            }
        }
        catch (IOException)
        {
            // The power is gone; this one counts when it is found.
        }
    }

    /// <summary>Every original that was durable is somewhere, once; what is visible is whole.</summary>
    private void AssertWhole(LoopDisk disk, Batch batch, string when)
    {
        Assert.True(batch.Damaged(disk.Path) is [], $"damaged: {string.Join(' ', batch.Damaged(disk.Path))}: {when}");
        Assert.True(Batch.DamagedReports(disk.Path) is [], $"damaged: {string.Join(' ', Batch.DamagedReports(disk.Path))}: {when}");
        var found = batch.Find(disk.Path);
        Assert.True(found.Distinct().Count() == found.Count, $"twice: {string.Join(' ', found.Order())}: {when}");
        Assert.True(_durable.IsSubsetOf(found), $"lost: {string.Join(' ', _durable.Except(found))}: {when}");
        _durable.UnionWith(found);
    }

    private static void AssertFinishes(LoopDisk disk, Batch batch, string when)
    {
        using (var daemon = Start(disk, "run", "--drain"))
        {
            Assert.True(daemon.WaitForExit(TimeSpan.FromMinutes(1)), $"it hangs: {when}");
            Assert.True(daemon.ExitCode == 0, $"it ends with {daemon.ExitCode}: {when}");
        }
        string[] names = [.. batch.Flat.Keys.Order(StringComparer.Ordinal)];
        Assert.True(batch.Damaged(disk.Path) is [], $"damaged: {string.Join(' ', batch.Damaged(disk.Path))}: {when}");
        Assert.Equal(names.SelectMany(name => new[] { name, $"{name}.json" }), Names(disk, "outbox"));
        Assert.Equal(names, Names(disk, "done"));
        Assert.Empty(Names(disk, "failed"));
        Assert.Equal([".squashd.lock"], Names(disk, "work"));
        Assert.DoesNotContain(Names(disk, "inbox"), name => !name.StartsWith('.'));
    }

    private static string[] Names(LoopDisk disk, string folder) =>
        [.. DirectoryListing.Names(Path.Combine(disk.Path, folder)).Order(StringComparer.Ordinal)];

    private static bool IsOver(LoopDisk disk) =>
        Directory.Exists(Path.Combine(disk.Path, "done")) && Names(disk, "done").Length == Images;

    private static Process Start(LoopDisk disk, params string[] command) => Squashd.Start(
    [
        .. command, "--quiet", "--inbox", Path.Combine(disk.Path, "inbox"), "--set", $"spool.state={Path.Combine(disk.Path, "state")}",
        "--set", "spool.settle=0s", "--set", "limits.workers=2", "--set", "retry.delay=100ms", "--set", "retry.max_crashes=100",
    ]);

    private static bool HasLock(LoopDisk disk, Process daemon) =>
        Path.Combine(disk.Path, "work/.squashd.lock") is var path && File.Exists(path)
        && Encoding.ASCII.GetString(SmallFile.Read(path, 100) ?? []) == $"{daemon.Id}";
}
