using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Hosting;

public sealed class StatusReporterTests : IDisposable
{
    private readonly FakeSupervisor _systemd = new();
    private readonly DaemonStatus _status = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _systemd.Dispose();

    [Fact]
    public async Task AChangeIsToldWithoutAClock()
    {
        using var reporter = await Start();
        _status.Ready();
        WaitFor("READY=1");
        _time.Advance(TimeSpan.FromSeconds(2));
        _status.Say("1 waits");
        WaitFor("STATUS=1 waits");
        await reporter.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AStopIsNoticedAtOnce()
    {
        // Ready from the first: had it asked for time to start, by this clock it would not be time to ask again.
        _status.Ready();
        using var reporter = await Start();
        WaitFor("READY=1");
        Assert.DoesNotContain(_systemd.Told, IsPlea);
        _status.Tick();
        _systemd.StopApplication();
        Squashd.WaitUntil(() => _systemd.Told.Any(IsPlea), "it asks for time");
        await reporter.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AStopWhileItTellsIsNotMissed()
    {
        _systemd.StopsAt = "STATUS=1 waits";
        _status.Ready();
        using var reporter = await Start();
        WaitFor("READY=1");
        _time.Advance(TimeSpan.FromSeconds(2));
        _status.Say("1 waits");
        Squashd.WaitUntil(() => _systemd.Told.Any(IsPlea), "it asks for time");
        await reporter.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WithoutASupervisorNobodyIsTold()
    {
        _systemd.IsEnabled = false;
        using var reporter = await Start();
        _status.Ready();
        await reporter.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_systemd.Told);
    }

    private static bool IsPlea(string told) => told.StartsWith("EXTEND_TIMEOUT_USEC=", StringComparison.Ordinal);

    private void WaitFor(string message) => Squashd.WaitUntil(() => _systemd.Told.Contains(message), message);

    private async Task<StatusReporter> Start()
    {
        var reporter = new StatusReporter(new Supervisor(_systemd, null), _status, _time, _systemd);
        await reporter.StartAsync(TestContext.Current.CancellationToken);
        return reporter;
    }
}
