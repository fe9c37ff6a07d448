using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>The loop sleeps while nothing can be done.</summary>
public sealed class PauseTests : IDisposable
{
    // Far fewer than the turns of a loop that does not sleep, far more than there is reason for.
    private const int ManyPauses = 40;

    private readonly TestSpool _spool = new();
    private readonly LinesLog _log = new();
    private readonly ShortPauses _time = new();
    private readonly DaemonStatus _status = new();

    public PauseTests() => Set(settings => settings with
    {
        Spool = settings.Spool with { Settle = TimeSpan.FromMilliseconds(1) },
        Retry = settings.Retry with { Delay = TimeSpan.FromMilliseconds(500) },
    });

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task WhileTheOnlyOneHeldWaitsForMoreRoomThanThereIs()
    {
        _spool.Squash = (_, _) =>
        {
            // Another takes the room before it is tried again.
            Set(settings => settings with { Limits = settings.Limits with { MinFreeBytes = long.MaxValue / 2 } });
            throw new IOException("full", Errno.NoSpace);
        };
        Drop("a");
        await RunUntil(() => _log.Lines.Count(line => line.Contains("it needs", StringComparison.Ordinal)) >= 3);
        Assert.Equal(1, _spool.Tries);
        Assert.InRange(_time.Count, 0, ManyPauses);
        Assert.StartsWith("waiting for archives", _status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileOneThatIsDueWaitsForAWorker()
    {
        _spool.Squash = (_, _) =>
        {
            if (_spool.Tries == 1)
                throw new IOException("it lasts", Errno.InputOutput);
            // The other is due long before this is over.
            Thread.Sleep(TimeSpan.FromSeconds(1.5));
        };
        Drop("a");
        Drop("b");
        await RunUntil(() => _spool.Tree("done").Length == 2);
        Assert.InRange(_time.Count, 0, ManyPauses);
    }

    [Fact]
    public async Task AStopWhileItCountsThePauseEndsIt()
    {
        using var stop = new CancellationTokenSource();
        _time.OnLong = stop.Cancel;
        var loop = new SpoolLoop(_spool.Live, _status, _time, _log) { Engine = _spool.Engine, Missing = (_, _, _) => null };
        Assert.Equal(SpoolEnd.Stopped, await Task.Run(() => loop.RunAsync(stop.Token)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AHoldThatEndsWhileItIsToldIsTriedAtOnce()
    {
        Set(settings => settings with { Spool = settings.Spool with { Rescan = TimeSpan.FromDays(20) } });
        _spool.Squash = (_, output) =>
        {
            if (_spool.Tries <= 2)
                throw new IOException("read-only", Errno.ReadOnlyFileSystem);
            output.Write("flat"u8);
        };
        // By the second time all events of the inbox are over; telling asks for the time last.
        _time.IsJump = () => _spool.Tries == 2 && _status.Text.StartsWith("held", StringComparison.Ordinal);
        Drop("a");
        await RunUntil(() => _spool.Tree("done").Length == 1);
    }

    private void Drop(string name) => File.WriteAllText(Path.Combine(_spool.Folders.Inbox, $"{name}.tar"), name);

    private void Set(Func<DaemonSettings, DaemonSettings> change) => _spool.Live.Replace(change(_spool.Live.Current));

    private async Task RunUntil(Func<bool> isOver)
    {
        using var stop = new CancellationTokenSource();
        var loop = new SpoolLoop(_spool.Live, _status, _time, _log) { Engine = _spool.Engine, Missing = (_, _, _) => null };
        var run = Task.Run(() => loop.RunAsync(stop.Token));
        await Task.Run(() => Squashd.WaitUntil(isOver, "it is over"));
        await stop.CancelAsync();
        Assert.Equal(SpoolEnd.Stopped, await run);
    }

    /// <summary>The real time, or an hour later from some moment on; it counts the pauses that are hardly any.</summary>
    private sealed class ShortPauses : TimeProvider
    {
        private int _count;
        private volatile bool _isLater;

        /// <summary>Called once, before the first pause of some length.</summary>
        public Action? OnLong { get; set; }

        /// <summary>Whether it is an hour later from now on.</summary>
        public Func<bool> IsJump { get; set; } = () => false;

        public int Count => _count;

        public override DateTimeOffset GetUtcNow()
        {
            _isLater |= IsJump();
            return base.GetUtcNow() + Jump;
        }

        public override long GetTimestamp() => base.GetTimestamp() + (Jump.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));

        private TimeSpan Jump => _isLater ? TimeSpan.FromHours(1) : TimeSpan.Zero;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.FromMilliseconds(2))
                Interlocked.Increment(ref _count);
            if (dueTime > TimeSpan.FromSeconds(2) && OnLong is { } once)
            {
                OnLong = null;
                once();
            }
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
