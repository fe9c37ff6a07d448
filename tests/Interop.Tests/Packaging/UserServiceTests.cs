using System.Globalization;
using System.Text.RegularExpressions;

namespace Interop.Tests.Packaging;

/// <summary>A user's own squashd under his own systemd, without root.</summary>
[Collection(PackageGroup.Name)]
public sealed partial class UserServiceTests(Package package, Machines machines)
{
    public static TheoryData<string> Suites => SystemdTests.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public void ThePackagedUnitRunsForAUserWhoIsNotLoggedInHardenedOrNot(string suite)
    {
        var machine = machines.Of(suite, package);
        machine.Run("loginctl enable-linger bob");
        machine.WaitFor("XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user show-environment", "bob");
        machine.RunIn("bob", "systemctl --user enable --now squashd; squashd demo squashd/inbox/plain.tar");
        machine.WaitFor("test -e /home/bob/squashd/outbox/plain.tar.json");
        machine.Put(Package.Unit("user/hardening.conf"), "/home/bob/.config/systemd/user/squashd.service.d/hardening.conf");
        machine.RunIn("bob", "systemctl --user daemon-reload; systemctl --user restart squashd; squashd demo squashd/inbox/hard.tar");
        machine.WaitFor("test -e /home/bob/squashd/outbox/hard.tar.json");
        Assert.Equal("bob 644", machine.Run("stat -c '%U %a' /home/bob/squashd/outbox/hard.tar").Trim());
        var exposure = Figure().Match(machine.RunIn("bob", "systemd-analyze --user security squashd")).Groups[1].Value;
        TestContext.Current.TestOutputHelper!.WriteLine($"exposure {exposure}");
        Assert.InRange(double.Parse(exposure, CultureInfo.InvariantCulture), 0, 1.5);
        machine.RunIn("bob", "systemctl --user reload squashd; systemctl --user disable --now squashd");
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void ANewUserInstallsItHimselfAndTakesItAway(string suite)
    {
        var machine = machines.Of(suite, package);
        machine.Run("useradd -m -s /bin/bash dora; cp /usr/bin/squashd /home/dora/squashd-download");
        var first = machine.RunAs("dora", "./squashd-download install --user 2>&1 || true");
        TestContext.Current.TestOutputHelper!.WriteLine(first);
        // Some hosts let nobody do this for himself; then an administrator does, as the installation says.
        if (first.Contains("loginctl enable-linger dora", StringComparison.Ordinal))
            machine.Run("loginctl enable-linger dora");
        machine.WaitFor("XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user show-environment", "dora");
        TestContext.Current.TestOutputHelper!.WriteLine(machine.RunAs("dora", "./squashd-download install --user"));
        machine.RunAs("dora", "squashd demo squashd/inbox/app.tar");
        machine.WaitFor("test -e /home/dora/squashd/outbox/app.tar.json");
        Assert.Contains(
            "/home/dora/.local/bin/squashd run", machine.RunIn("dora", "systemctl --user show -P ExecStart squashd"), StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(machine.RunAs("dora", ".local/bin/squashd uninstall --user"));
        Assert.False(machine.Can("dora", "pgrep -u dora squashd"));
        Assert.Equal("app.tar\napp.tar.json\n", machine.Run("ls /home/dora/squashd/outbox"));
        Assert.Equal("", machine.Run("find /home/dora/.local/bin /home/dora/.config -type f"));
        machine.Run("loginctl disable-linger dora");
    }

    [GeneratedRegex(@"Overall exposure level for squashd\.service: ([0-9.]+)")]
    private static partial Regex Figure();
}
