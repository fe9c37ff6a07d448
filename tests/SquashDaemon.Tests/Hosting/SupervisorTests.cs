using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using SquashDaemon.Hosting;

namespace SquashDaemon.Tests.Hosting;

[Collection(EnvironmentGroup.Name)]
public sealed class SupervisorTests
{
    [Fact]
    public async Task AHookCannotSpeakForTheDaemon()
    {
        var supervisor = Take("/nonexistent/socket", "60000000", null);
        Assert.True(supervisor.IsEnabled);
        using var child = Process.Start(new ProcessStartInfo("env") { RedirectStandardOutput = true })!;
        var environment = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("NOTIFY_SOCKET", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("WATCHDOG_", environment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("60000000", null, 60.0)]
    [InlineData("60000000", "ours", 60.0)]
    [InlineData("60000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("9999999999999999999", null, null)]
    public void TheWatchdogIsReadFromTheEnvironment(string? microseconds, string? process, double? seconds)
    {
        var ours = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var supervisor = Take("@socket", microseconds, process == "ours" ? ours : process);
        Assert.Equal(seconds, supervisor.Watchdog?.TotalSeconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void WithoutASocketThereIsNone(string? socket) => Assert.False(Take(socket, null, null).IsEnabled);

    [Fact]
    public void TheLifetimeMaySayThatItStopsButNotThatItIsReady()
    {
        using var systemd = new FakeSupervisor();
        var supervisor = new Supervisor(systemd, null);
        supervisor.Notify(ServiceState.Ready);
        supervisor.Notify(ServiceState.Stopping);
        Assert.Equal(["STOPPING=1"], systemd.Told);
    }

    private static Supervisor Take(string? socket, string? watchdog, string? process)
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", socket);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", watchdog);
        Environment.SetEnvironmentVariable("WATCHDOG_PID", process);
        return Supervisor.Take();
    }
}
