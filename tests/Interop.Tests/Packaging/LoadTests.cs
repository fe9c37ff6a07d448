using System.Text.Json;

namespace Interop.Tests.Packaging;

/// <summary>The path unit loads into the podman of a user without root, whose VFS store is on a disk that may be full.</summary>
[Collection(PackageGroup.Name)]
public sealed class LoadTests(Package package, Machines machines, Tally tally)
{
    private const string Home = "/home/alice";
    private const string Outbox = $"{Home}/squashd/outbox";
    private const string Store = $"{Home}/.local/share/containers/storage";
    private const string Image = "localhost/squashd/box:1";

    public static TheoryData<string> Suites => SystemdTests.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public void EachFinishedImageIsLoadedOnceAndWhatCannotBeIsTold(string suite)
    {
        Need.Programs("busybox");
        var machine = machines.Of(suite, package);
        Prepare(machine);
        machine.RunIn("alice", "systemctl --user enable --now squashd squashd-load.path");

        AssertTheFlatImageReplacesTheLayeredOne(machine);
        Drop(machine, "second.tar", "localhost/squashd/second:1", "second", $"{Home}/squashd/inbox/second.tar");
        machine.WaitFor($"test -e {Outbox}/second.tar.loaded.json");
        AssertWhatDoesNotFitIsToldAndLoadedLater(machine);

        Assert.Equal(
            "box.tar\nbox.tar.loaded.json\nlarge.tar\nlarge.tar.loaded.json\nsecond.tar\nsecond.tar.loaded.json\n",
            machine.Run($"ls {Outbox}"));
        var journal = machine.Run("journalctl --no-pager _UID=$(id -u alice) | grep 'Loaded image'");
        Assert.Equal(3, journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        AssertWhatSheInstallsHerselfLoadsToo(machine);
        tally.Ran("podman rootless vfs, under systemd", $"{suite}: {machine.RunAs("alice", "podman --version").Trim()}");
    }

    /// <summary>What the user does: he saves an image of his, and finds it with one layer under the same name.</summary>
    private static void AssertTheFlatImageReplacesTheLayeredOne(Machine machine)
    {
        Drop(machine, "original.tar", Image, "hello", $"{Home}/original.tar");
        machine.RunIn("alice", "podman load -q -i original.tar");
        Assert.Equal("2", Layers(machine));
        machine.RunIn("alice", $"podman save -q -o squashd/inbox/box.tar {Image}");
        machine.WaitFor($"test -e {Outbox}/box.tar.loaded.json");
        Assert.Equal("1", Layers(machine));
        Assert.Contains("hello\nbin\n", machine.RunIn("alice", $"podman run --rm --network=none {Image}"), StringComparison.Ordinal);
        Assert.Equal("yes", machine.RunIn("alice", $"podman image inspect --format '{{{{.Config.Labels.kept}}}}' {Image}").Trim());

        Assert.Matches($@"(?m)^loaded  box\.tar  at [-0-9]+ [:0-9]+: {Image}$", machine.RunAs("alice", "squashd status"));
        var loads = Loads(machine);
        Assert.Equal((1, 0), (loads.GetProperty("loaded").GetInt32(), loads.GetProperty("not_loaded").GetInt32()));
        Assert.Equal(
            machine.RunIn("alice", $"podman images --no-trunc --format '{{{{.ID}}}}' {Image}").Trim(),
            loads.GetProperty("last_loaded")[0].GetProperty("image_ids")[0].GetString());
    }

    private static void AssertWhatDoesNotFitIsToldAndLoadedLater(Machine machine)
    {
        var used = machine.Run($"df -k --output=used {Store} | tail -n 1").Trim();
        machine.Run($"mount -o remount,size=$(({used} + 512))k {Store}");
        Drop(machine, "large.tar", "localhost/squashd/large:1", "large", $"{Home}/squashd/inbox/large.tar");
        machine.WaitFor($"test -e {Outbox}/large.tar.notloaded.json");
        Assert.Contains("no space left on device", machine.Run($"cat {Outbox}/large.tar.notloaded.txt"), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^not loaded  large\.tar  .*no space left on device", machine.RunAs("alice", "squashd status"));
        Assert.Equal("", machine.RunIn("alice", "podman images -q localhost/squashd/large").Trim());

        machine.Run($"mount -o remount,size=64m {Store}");
        machine.RunAs("alice", $"mv {Outbox}/large.tar.notloaded.json {Outbox}/large.tar.json");
        machine.WaitFor($"test -e {Outbox}/large.tar.loaded.json");
        Assert.Equal("large", machine.RunIn("alice", "podman run --rm --network=none localhost/squashd/large:1 cat /greeting").Trim());
        Assert.Contains("outbox: 3 loaded, 0 not loaded\n", machine.RunAs("alice", "squashd status"), StringComparison.Ordinal);
    }

    /// <summary>Her own units come before those of the package, and take over from them.</summary>
    private static void AssertWhatSheInstallsHerselfLoadsToo(Machine machine)
    {
        machine.RunIn("alice", "systemctl --user is-active squashd-load.path");
        machine.RunAs("alice", "cp /usr/bin/squashd squashd-download; ./squashd-download install --user");
        Assert.Contains(
            $"{Home}/.local/lib/squashd/squashd-load", machine.RunIn("alice", "systemctl --user show -P ExecStart squashd-load"), StringComparison.Ordinal);
        Drop(machine, "own.tar", "localhost/squashd/own:1", "own", $"{Home}/squashd/inbox/own.tar");
        machine.WaitFor($"test -e {Outbox}/own.tar.loaded.json");
        Assert.Equal("own", machine.RunIn("alice", "podman run --rm --network=none localhost/squashd/own:1 cat /greeting").Trim());
        machine.RunAs("alice", ".local/bin/squashd uninstall --user");
        Assert.False(machine.Can("alice", "XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user is-active squashd-load.path"));
    }

    private static void Prepare(Machine machine)
    {
        machine.Run("loginctl enable-linger alice");
        machine.WaitFor("XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user show-environment", "alice");
        machine.RunAs("alice", $"""
            mkdir -p .config/containers {Store}; printf '[storage]\ndriver = "vfs"\n' > .config/containers/storage.conf
            """);
        // Before the first podman of hers: those that follow live in its mount namespace.
        machine.Run($"mount -t tmpfs -o size=64m,mode=700,uid=$(id -u alice),gid=$(id -g alice) tmpfs {Store}");
    }

    private static void Drop(Machine machine, string file, string name, string greeting, string path)
    {
        BusyboxImage.Write(machine.PathOf($"{Home}/.{file}"), name, greeting);
        machine.Run($"chown alice: {Home}/.{file}; mv {Home}/.{file} {path}");
    }

    private static string Layers(Machine machine) =>
        machine.RunIn("alice", $"podman image inspect --format '{{{{len .RootFS.Layers}}}}' {Image}").Trim();

    private static JsonElement Loads(Machine machine) =>
        JsonDocument.Parse(machine.RunAs("alice", "squashd status --json")).RootElement.GetProperty("loads");
}
