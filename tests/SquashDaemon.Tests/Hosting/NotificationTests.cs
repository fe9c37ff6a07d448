using System.Globalization;

namespace SquashDaemon.Tests.Hosting;

/// <summary>What a real daemon tells systemd.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly DaemonHome _home = new();

    public static TheoryData<string> Kinds => new("path", "abstract");

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ItSaysWhenItIsReadyAndWhenItStops(string kind)
    {
        using var systemd = Listen(kind);
        Directory.CreateDirectory(_home["squashd/work"]);
        _home.Configure("[spool]\nsettle = 0s\n");
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        Assert.DoesNotContain(systemd.Received, message => message.Contains("STOPPING", StringComparison.Ordinal));
        Squashd.Signal(daemon, "TERM");
        systemd.WaitFor("STOPPING=1");
        Assert.Equal(0, DaemonHome.End(daemon).Code);
        Assert.Equal(1, systemd.Received.Count(message => message.Contains("READY=1", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AReloadIsAnnouncedWithItsTimeAndEnds(string kind)
    {
        using var systemd = Listen(kind);
        _home.Configure("");
        var before = TimeProvider.System.GetTimestamp() / 1000;
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        Squashd.Signal(daemon, "HUP");
        var reloading = systemd.WaitFor("RELOADING=1");
        var time = reloading.Split('\n').Single(line => line.StartsWith("MONOTONIC_USEC=", StringComparison.Ordinal));
        Assert.InRange(
            long.Parse(time["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture),
            before, TimeProvider.System.GetTimestamp() / 1000);
        systemd.WaitFor("READY=1");
        _home.Configure("[spool]\nsettle = soon\n");
        Squashd.Signal(daemon, "HUP");
        systemd.WaitFor("RELOADING=1");
        Assert.Contains("the old one holds", systemd.WaitFor("READY=1"), StringComparison.Ordinal);
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    [Fact]
    public void ThatAConfigurationIsNotTakenIsToldUntilOneIs()
    {
        using var systemd = Listen("path");
        _home.Configure("[spool]\nsettle = 0s\n");
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        _home.Configure("[spool]\nsettle = soon\n");
        Squashd.Signal(daemon, "HUP");
        systemd.WaitFor("RELOADING=1");
        // Something else to tell: an archive that is not whole yet.
        Squashd.Run("demo", _home["demo.tar"]);
        File.WriteAllBytes(_home["squashd/inbox/a.tar"], File.ReadAllBytes(_home["demo.tar"])[..600]);
        while (systemd.WaitFor("STATUS=") is var told && !(Says(told, "1 not ready") && Says(told, "the old one holds")))
        {
        }
        _home.Configure("[spool]\nsettle = 1s\n");
        Squashd.Signal(daemon, "HUP");
        systemd.WaitFor("RELOADING=1");
        Assert.DoesNotContain("the old one holds", systemd.WaitFor("READY=1"), StringComparison.Ordinal);
        Assert.Equal(0, Squashd.End(daemon, "TERM"));

        static bool Says(string message, string part) => message.Contains(part, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIdleDaemonFeedsTheWatchdog()
    {
        using var systemd = Listen("path");
        _home.Environment["WATCHDOG_USEC"] = "200000";
        _home.Configure("");
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        for (var beat = 0; beat < 5; beat++)
            systemd.WaitFor("WATCHDOG=1");
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    [Fact]
    public void TheWatchdogOfAnotherProcessIsNotOurs()
    {
        using var systemd = Listen("path");
        _home.Environment["WATCHDOG_USEC"] = "1000";
        _home.Environment["WATCHDOG_PID"] = "1";
        _home.Configure("");
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        Squashd.Signal(daemon, "TERM");
        systemd.WaitFor("STOPPING=1");
        Assert.DoesNotContain(systemd.Received, message => message.Contains("WATCHDOG", StringComparison.Ordinal));
        Assert.Equal(0, DaemonHome.End(daemon).Code);
    }

    [Fact]
    public void AStatusIsOneLineWhateverTheArchiveIsCalled()
    {
        using var systemd = Listen("path");
        _home.Configure("[spool]\nsettle = 0s\n");
        var daemon = _home.StartDaemon();
        systemd.WaitFor("READY=1");
        Squashd.Run("demo", _home["demo.tar"]);
        File.Move(_home["demo.tar"], _home["squashd/inbox/a\nMAINPID=1\n.tar"]);
        Squashd.WaitUntil(() => Directory.GetFiles(_home["squashd/outbox"], "*.tar").Length > 0, "it is done");
        Squashd.Signal(daemon, "TERM");
        systemd.WaitFor("STOPPING=1");
        Assert.DoesNotContain(systemd.Received, message => message.Contains("\nMAINPID", StringComparison.Ordinal));
        Assert.Equal(0, DaemonHome.End(daemon).Code);
    }

    [Theory]
    [InlineData("/nonexistent/socket")]
    [InlineData("@nobody-listens-here")]
    [InlineData("relative")]
    public void ASupervisorThatIsNotThereHarmsNothing(string name)
    {
        _home.Environment["NOTIFY_SOCKET"] = name;
        _home.Configure("");
        var daemon = _home.StartDaemon();
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }

    private NotifySocket Listen(string kind)
    {
        var socket = new NotifySocket(kind == "path" ? _home["notify"] : $"@squashd-test-{Guid.NewGuid():N}");
        _home.Environment["NOTIFY_SOCKET"] = socket.Name;
        return socket;
    }
}
