namespace Interop.Tests.Packaging;

/// <summary>The RPM's life in a root: installed, verified, upgraded, removed.</summary>
[Collection(PackageGroup.Name)]
public sealed class RpmTests(Package package)
{
    private const string Settings = "/etc/squashd/squashd.conf";

    [Fact]
    public void AnUpgradeKeepsAChangedConfigurationAndARemovalLeavesIt()
    {
        NeedRpm();
        var root = Path.Combine(package.Folder, "root");
        Debian.Unpack("bookworm", root);
        Tool.Run("rpm", "--root", root, "--initdb");
        Debian.Rpm(root, $"-i --nodeps {package.Current}");
        Assert.Equal("", Debian.Rpm(root, "-V --nodeps squashd"));
        var users = File.ReadAllText($"{root}/etc/passwd");
        Assert.Contains("\nsquashd:", users, StringComparison.Ordinal);
        Assert.Equal(
            "squashd squashd-drop 1730", Tool.Run("chroot", root, "stat", "-c", "%U %G %a", "/var/spool/squashd/inbox").Trim());
        Assert.Equal("root squashd 640", Tool.Run("chroot", root, "stat", "-c", "%U %G %a", Settings).Trim());
        Assert.Contains("squash", Tool.Run("chroot", root, "squashd", "--help"), StringComparison.Ordinal);

        File.AppendAllText($"{root}{Settings}", "\n[limits]\nworkers = 2\n");
        var changed = File.ReadAllText($"{root}{Settings}");
        Debian.Rpm(root, $"-U --nodeps {package.Rpm(2)}");
        Assert.Equal("squashd-0.1.0-2", Debian.Rpm(root, "-q --qf '%{NAME}-%{VERSION}-%{RELEASE}' squashd"));
        Assert.Equal(changed, File.ReadAllText($"{root}{Settings}"));

        Debian.Rpm(root, "-e squashd");
        Assert.Equal(changed, File.ReadAllText($"{root}{Settings}.rpmsave"));
        Assert.False(File.Exists($"{root}/usr/bin/squashd"));
        Assert.Equal("", Tool.Run("find", $"{root}/usr", "-name", "*squashd*", "-not", "-path", "*/doc/*"));
        // Images are the users', whatever becomes of the program.
        Assert.True(Directory.Exists($"{root}/var/spool/squashd/outbox"));
    }

    [Fact]
    public void RpmlintHasNothingToSayThatIsNotExplained()
    {
        NeedRpm();
        Need.Programs("rpmlint");
        var said = Tool.Run("rpmlint", "-r", Package.Script("rpm/squashd.rpmlintrc"), package.Current, package.Rpm(1, "--el7"));
        Assert.Contains("0 errors, 0 warnings", said, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePackageOfRhel7HasTheReducedUnitAndNoneOfAUser()
    {
        NeedRpm();
        var files = Tool.Run("sh", "-ec", $"""
            mkdir {package.Folder}/el7; cd {package.Folder}/el7
            rpm2cpio {package.Rpm(1, "--el7")} | cpio -id --quiet
            find usr/lib usr/libexec -type f 2> /dev/null || true
            """);
        Assert.Contains("usr/lib/systemd/system/squashd.service", files, StringComparison.Ordinal);
        Assert.DoesNotContain("systemd/user", files, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Package.Unit("system/squashd-el7.service")),
            File.ReadAllText($"{package.Folder}/el7/usr/lib/systemd/system/squashd.service"));
    }

    [Fact]
    public void TheTarballHasTheSameBytesWhoeverBuildsItAndItsSumsHold()
    {
        NeedRpm();
        var folder = package.Folder;
        var first = Tool.Run(Package.Script("build-tarball.sh"), $"{folder}/first", package.Program).Trim();
        var second = Tool.Run("sh", "-ec", $"""
            umask 077; export TZ=Asia/Tokyo LANG=tr_TR.UTF-8; cd /
            {Package.Script("build-tarball.sh")} {folder}/second {package.Program}
            """).Trim();
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        var files = Tool.Run("sh", "-ec", $"""
            mkdir {folder}/unpacked; cd {folder}/unpacked; tar -xzf {first}; cd *
            sha256sum --quiet -c SHA256SUMS
            bin/squashd demo ../demo.tar > /dev/null
            find . -type f
            """).Split('\n');
        Assert.All(
            (string[])["bin/squashd", "systemd/user/squashd.service", "squashd.conf.example", "man/squashd.1", "slurm/squashd-array", "kubernetes/job.yaml", "completions/squashd.zsh", "LICENSE"],
            file => Assert.Contains($"./{file}", files));
    }

    private static void NeedRpm()
    {
        Need.Root();
        Need.Programs("debootstrap", "rpm", "rpmbuild", "rpm2cpio", "cpio", "scdoc");
    }
}
