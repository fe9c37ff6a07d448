using SquashDaemon.Install;

namespace SquashDaemon.Tests.Install;

/// <summary>The units of the folder systemd, and the one that squashd install writes.</summary>
public sealed class UnitTests
{
    /// <summary>What systemd 219 does not know yet, from the manual of 257; an unknown @group would close every system call.</summary>
    private static readonly string[] NotIn219 =
    [
        "AmbientCapabilities", "StartLimitIntervalSec", "MemoryDenyWriteExecute", "RestrictRealtime", "ReadWritePaths",
        "MemoryMax", "TasksMax", "ProtectKernelTunables", "ProtectKernelModules", "ProtectControlGroups", "PrivateUsers",
        "RemoveIPC", "RestrictNamespaces", "StateDirectory", "LogsDirectory", "LockPersonality", "KeyringMode", "IPAddressDeny",
        "PrivateMounts", "RestrictSUIDSGID", "ProtectHostname", "ProtectKernelLogs", "ProtectClock", "ProtectProc", "ProcSubset",
        "PrivateIPC", "SystemCallFilter", "ProtectSystem=strict",
    ];

    [Fact]
    public void TheUnitOfRhel7HasNothingThatItsSystemdDoesNotKnow()
    {
        var lines = Lines("system/squashd-el7.service");
        Assert.DoesNotContain(lines, line => NotIn219.Any(name => line.StartsWith(name, StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("ExecStart=/usr/bin/squashd run", StringComparison.Ordinal));
    }

    [Fact]
    public void TheOtherUnitsOfTheSystemDoTheSameAsThatOfRhel7()
    {
        string[] shared = ["Type", "ExecStart", "ExecReload", "User", "UMask", "Restart", "RestartPreventExitStatus", "KillMode"];
        string[] Of(string unit) => [.. Lines(unit).Where(line => shared.Contains(line.Split('=')[0]))];
        Assert.Equal(Of("system/squashd-el7.service"), Of("system/squashd.service"));
    }

    [Theory]
    [InlineData("/home/alice/.local/bin/squashd", "ExecStart=/home/alice/.local/bin/squashd run")]
    [InlineData("/home/a b/100%/squashd", "ExecStart=\"/home/a b/100%%/squashd\" run")]
    public void TheUnitOfOneUserRunsHisOwnProgram(string program, string line)
    {
        var text = UnitText.For(program);
        Assert.Contains(line, text.Split('\n'));
        Assert.Equal(
            Lines("user/squashd.service").Where(packaged => !packaged.StartsWith("ExecStart=", StringComparison.Ordinal)),
            Lines(text.Split('\n')).Where(written => !written.StartsWith("ExecStart=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/srv/out", "ExecStart=/bin/sh \"/home/a b/.local/lib/squashd/squashd-load\" /srv/out", "PathExistsGlob=/srv/out/*.tar.json")]
    [InlineData(
        "/srv/100% mine", "ExecStart=/bin/sh \"/home/a b/.local/lib/squashd/squashd-load\" \"/srv/100%% mine\"",
        "PathExistsGlob=/srv/100%% mine/*.tar.json")]
    public void TheUnitsThatLoadForOneUserDifferFromThePackagedOnesInPathsAlone(string outbox, string command, string glob)
    {
        var files = UnitText.ForLoading(new UserPlaces("/home/a b", "/home/a b/.config"), outbox);
        Assert.All(files, file => Assert.True(UnitText.IsUnchanged(file.Text)));
        foreach (var file in files)
        {
            var packaged = Lines($"user/{Path.GetFileName(file.Path)}").Select(line => line.Split('=')[0] switch
            {
                "ExecStart" => command,
                "PathExistsGlob" => glob,
                _ => line,
            });
            Assert.Equal(packaged, Lines(file.Text.Split('\n')));
        }
    }

    [Fact]
    public void AUnitThatSomebodyHasEditedIsKnown()
    {
        var text = UnitText.For("/usr/bin/squashd");
        Assert.True(UnitText.IsUnchanged(text));
        Assert.False(UnitText.IsUnchanged(text.Replace("Nice=10", "Nice=5", StringComparison.Ordinal)));
        Assert.False(UnitText.IsUnchanged($"{text}Environment=A=B\n"));
        Assert.False(UnitText.IsUnchanged(""));
    }

    private static string[] Lines(string unit) => Lines(File.ReadAllLines(Path.Combine(Root(AppContext.BaseDirectory), "systemd", unit)));

    private static string[] Lines(IEnumerable<string> text) =>
        [.. text.Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "SquashDaemon.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
