using System.Globalization;
using System.Text.RegularExpressions;

namespace Interop.Tests.Packaging;

/// <summary>The installed package under a real systemd: 252, as in RHEL 9, and 257, as in RHEL 10.</summary>
[Collection(PackageGroup.Name)]
public sealed partial class SystemdTests(Package package, Machines machines)
{
    private const string Spool = "/var/spool/squashd";

    public static TheoryData<string> Suites => ["bookworm", "trixie"];

    [Theory]
    [MemberData(nameof(Suites))]
    public void TheServiceSquashesWhatIsDroppedAndSaysWhatItDoes(string suite)
    {
        var machine = Started(suite);
        machine.WaitFor("systemctl status squashd | grep 'Status: \"waiting for archives in'");
        machine.RunAs("alice", $"squashd demo {Spool}/inbox/demo.tar");
        machine.WaitFor("journalctl -u squashd | grep 'demo.tar: done'");
        machine.Run($"squashd verify {Spool}/done/demo.tar {Spool}/outbox/demo.tar");
        Assert.Contains("squashd runs", machine.Run("squashd status"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void AReloadTakesAGoodConfigurationAndTellsOfABadOne(string suite)
    {
        var machine = Started(suite);
        var folder = machine.PathOf("/etc/squashd/squashd.conf.d");
        Directory.CreateDirectory(folder);
        File.WriteAllText($"{folder}/test.conf", "[spool]\nsettle = 1s\n");
        machine.Run("systemctl reload squashd");
        machine.WaitFor("journalctl -u squashd | grep 'the new configuration holds; 1 key'");
        File.WriteAllText($"{folder}/test.conf", "[spool]\nsetle = 1s\n");
        machine.Run("systemctl reload squashd");
        machine.WaitFor("systemctl show -P StatusText squashd | grep 'the new configuration is not taken'");
        Directory.Delete(folder, recursive: true);
        machine.Run("systemctl reload squashd; systemctl is-active squashd");
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void AProcessThatStandsStillIsStartedAnewAndItsJobIsDoneOnce(string suite)
    {
        var machine = Machine(suite);
        machine.DropIn("watchdog", "[Service]\nWatchdogSec=10\n");
        machine.Restart();
        var before = Restarts(machine);
        InMidJob(machine, "kill -STOP $pid");
        machine.WaitFor($"test $(systemctl show -P NRestarts squashd) -gt {before}");
        AssertBulkyIsDoneOnce(machine);
        Assert.Contains("Watchdog timeout", machine.Run("journalctl -u squashd"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before + 1, Restarts(machine));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void StoppedInMidJobItEndsWellAndGoesOnAtTheNextStart(string suite)
    {
        var machine = Started(suite);
        InMidJob(machine, "systemctl stop squashd");
        Assert.Equal("success", machine.Run("systemctl show -P Result squashd").Trim());
        Assert.Equal("", machine.Run($"ls -A {Spool}/outbox"));
        machine.Run("systemctl start squashd");
        AssertBulkyIsDoneOnce(machine);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void AnImageOfASharedInboxIsReadableByItsOwnerAndNobodyElse(string suite)
    {
        var machine = Machine(suite);
        machine.Restart();
        machine.RunAs("alice", $"umask 077; squashd demo .closed.tar; chmod 600 .closed.tar; mv .closed.tar {Spool}/inbox/closed.tar");
        machine.WaitFor("squashd status | grep 'closed.tar.*may not read it'");
        machine.DropIn("shared-inbox", File.ReadAllText(Package.Unit("system/shared-inbox.conf")));
        machine.Run("systemctl daemon-reload; systemctl restart squashd");
        machine.WaitFor($"test -e {Spool}/outbox/closed.tar.json");
        Assert.Equal("alice 600", machine.Run($"stat -c '%U %a' {Spool}/outbox/closed.tar").Trim());
        Assert.Equal("alice 600", machine.Run($"stat -c '%U %a' {Spool}/outbox/closed.tar.json").Trim());
        Assert.True(machine.Can("alice", $"cat {Spool}/outbox/closed.tar {Spool}/outbox/closed.tar.json > /dev/null"));
        Assert.False(machine.Can("bob", $"cat {Spool}/outbox/closed.tar > /dev/null"));
        Assert.False(machine.Can("bob", $"rm {Spool}/outbox/closed.tar"));
        Assert.InRange(Exposure(machine.Run("systemd-analyze security squashd")), 0, 1.0);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void RootsOwnSystemdServesNoSpoolBesideTheService(string suite)
    {
        var machine = Started(suite);
        machine.Run("loginctl enable-linger root");
        machine.WaitFor("XDG_RUNTIME_DIR=/run/user/0 systemctl --user show-environment");
        machine.RunIn("root", "systemctl --user start squashd");
        Assert.Equal("inactive", machine.RunIn("root", "systemctl --user is-active squashd || true").Trim());
        machine.Run("loginctl disable-linger root; systemctl is-active squashd");
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void NobodyRemovesFromTheInboxWhatAnotherHasDropped(string suite)
    {
        var machine = Machine(suite);
        machine.Run("systemctl stop squashd");
        machine.RunAs("alice", $"squashd demo {Spool}/inbox/hers.tar");
        Assert.False(machine.Can("bob", $"rm -f {Spool}/inbox/hers.tar"));
        Assert.False(machine.Can("bob", $"ls {Spool}/inbox"));
        Assert.False(machine.Can("carl", $"squashd demo {Spool}/inbox/his.tar"));
        machine.Run($"rm {Spool}/inbox/hers.tar");
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void TheUnitOfTheSystemIsExposedToAlmostNothing(string suite)
    {
        var machine = Started(suite);
        Assert.InRange(Exposure(machine.Run("systemd-analyze security squashd")), 0, 0.5);
    }

    /// <summary>Drops a bulky image and runs a command in mid job, noticed within the machine: a way into it may take longer.</summary>
    private static void InMidJob(Machine machine, string command)
    {
        var inbox = $"{Spool}/inbox";
        File.WriteAllText(machine.PathOf($"{inbox}/bulky.tar.squash.conf"), "[squash]\ncompress = gzip:9\n");
        BulkyImage.Write(machine.PathOf($"{inbox}/bulky.tar.part"));
        machine.Run($"""
            chmod 644 {inbox}/*; pid=$(systemctl show -P MainPID squashd); mv {inbox}/bulky.tar.part {inbox}/bulky.tar
            timeout 300 sh -c 'until ls -A {Spool}/outbox | grep part; do sleep 0.1; done'; {command}
            """);
    }

    private static void AssertBulkyIsDoneOnce(Machine machine)
    {
        machine.WaitFor($"test -e {Spool}/outbox/bulky.tar.json && test $(ls -A {Spool}/work) = .squashd.lock");
        Assert.Equal("bulky.tar\nbulky.tar.json\n", machine.Run($"ls -A {Spool}/outbox"));
        Assert.Equal("bulky.tar\n", machine.Run($"ls {Spool}/done | grep -v squash.conf"));
        Assert.StartsWith("equal", machine.Run($"squashd verify {Spool}/done/bulky.tar {Spool}/outbox/bulky.tar"), StringComparison.Ordinal);
    }

    private static int Restarts(Machine machine) =>
        int.Parse(machine.Run("systemctl show -P NRestarts squashd"), CultureInfo.InvariantCulture);

    private static double Exposure(string analysis)
    {
        var figure = Figure().Match(analysis).Groups[1].Value;
        TestContext.Current.TestOutputHelper!.WriteLine($"exposure {figure}");
        return double.Parse(figure, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Overall exposure level for squashd\.service: ([0-9.]+)")]
    private static partial Regex Figure();

    private Machine Started(string suite)
    {
        var machine = Machine(suite);
        machine.Restart();
        return machine;
    }

    private Machine Machine(string suite)
    {
        var machine = machines.Of(suite, package);
        machine.Forget();
        return machine;
    }
}
