using System.Globalization;
using Faults.Tracing;

namespace Faults;

/// <summary>
/// Thousands of images through one daemon with two workers, while one in a hundred of its reads, writes and flushes fails:
/// it grows neither in memory nor in descriptors, and its log stays within its cap. 2,000 small images and 20 large ones
/// with SQUASHD_FAULTS=all, else a tenth.
/// </summary>
public sealed class SoakTests : IDisposable
{
    private const int First = 50;
    private const int Seed = 20_260_101;
    private const int LogKibiBytes = 16;
    private const int LogFiles = 3;

    // A large image is read and written in so many calls that it would never come through.
    private const int OneIn = 100;
    private const int OneInOfLarge = 10_000;
    private const int LargeBytes = 1 << 20;
    private static readonly (int Small, int Large) Images = FaultForm.IsWhole ? (2000, 20) : (200, 2);
    private static readonly string[] Faulty = ["pread64", "pwrite64", "write", "fsync"];

    private readonly Toll _toll = new($"soak, {Images.Small} small and {Images.Large} large images, two workers");
    private readonly SoakSpool _spool;
    private readonly Random _random = new(Seed);
    private int _calls;
    private int _faults;

    public SoakTests() => _spool = new SoakSpool(_toll);

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void ItGrowsNeitherInMemoryNorInDescriptorsNorInLogs()
    {
        string[] settings =
        [
            "spool.settle=0s", "spool.rescan=1s", "limits.workers=2", "retry.attempts=1000", "retry.delay=20ms", "retry.max_delay=100ms",
            "retry.short_delay=5ms", $"logging.file_size={LogKibiBytes}KiB", $"logging.files={LogFiles}", $"spool.state={_spool.Folder["state"]}",
        ];
        using var daemon = TracedProgram.Start(
            ["run", "--quiet", "--inbox", _spool.Folder["inbox"], .. settings.SelectMany(setting => new[] { "--set", setting })], Decide);
        var first = Pass(daemon, First, 1);
        var last = Pass(daemon, Images.Small - First, Images.Large - 1);
        var logs = Directory.GetFiles(_spool.Folder["state"], "*.log").Select(path => new FileInfo(path).Length).ToList();
        Toll.Tell(
            $"{_faults} of {_calls} calls failed; resident at most {first.MostKiloBytes} kB in the first {First}, {last.KiloBytes} kB at the end; "
            + $"descriptors {first.Descriptors} and {last.Descriptors}; logs of {string.Join(", ", logs)} bytes");
        _toll.Expect(daemon.End() == 0, "crashed", daemon.Error);
        _toll.AssertNone();
        // What is compiled while it runs grows by that alone.
        if (!FaultForm.IsSlow)
            Assert.InRange(last.KiloBytes, 0, first.MostKiloBytes * 11 / 10);
        Assert.Equal(first.Descriptors, last.Descriptors);
        Assert.InRange(logs.Count, 1, LogFiles);
        // The line that fills one is written to its end.
        Assert.All(logs, bytes => Assert.InRange(bytes, 0, (LogKibiBytes + 1) << 10));
    }

    /// <summary>
    /// Drops images, the large ones spread evenly, waits until all are through, and measures the daemon: the most meanwhile,
    /// since what is collected is not always given back at once, and as it idles.
    /// </summary>
    private (int MostKiloBytes, int KiloBytes, int Descriptors) Pass(TracedProgram daemon, int small, int large)
    {
        var most = 0;
        void WaitUntil(Func<bool> condition) => Squashd.WaitUntil(
            () =>
            {
                Assert.False(daemon.HasEnded, daemon.Error);
                most = Math.Max(most, ResidentKiloBytes(daemon));
                _spool.Clear();
                return condition();
            },
            "it goes on");
        for (var number = 0; number < small; number++)
        {
            WaitUntil(() => !_spool.IsFull);
            _spool.Drop(isLarge: false);
            if ((number + 1) * large / small > number * large / small)
                _spool.Drop(isLarge: true);
        }
        WaitUntil(() => _spool.IsIdle);
        return (most, ResidentKiloBytes(daemon), Directory.GetFiles($"/proc/{daemon.Id}/fd").Length);
    }

    private static int ResidentKiloBytes(TracedProgram daemon)
    {
        var resident = File.ReadLines($"/proc/{daemon.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(
            resident["VmRSS:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    private Fault? Decide(SystemCall call)
    {
        if (!call.IsIn(_spool.Folder.Path) || !Faulty.Contains(call.Name))
            return null;
        _calls++;
        var oneIn = call.Paths.Any(path => new FileInfo(path) is { Exists: true, Length: > LargeBytes }) ? OneInOfLarge : OneIn;
        if (_random.Next(oneIn) != 0)
            return null;
        _faults++;
        return new Fault(Errors.All[_random.Next(Errors.All.Count)]);
    }
}
