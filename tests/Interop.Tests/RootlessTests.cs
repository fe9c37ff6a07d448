namespace Interop.Tests;

/// <summary>
/// A user without subordinate IDs can only give files to one owner: rootless podman loads an image for him only if all
/// its files have that one.
/// </summary>
[Collection(LabGroup.Name)]
public sealed class RootlessTests(Lab lab)
{
    private const string User = "squashd-nosubid";

    [Fact]
    public void AnImageWithOneOwnerLoadsWithoutSubordinateIds()
    {
        Need.Root();
        Need.Programs("useradd", "userdel", "su");
        // A system account gets no subordinate IDs.
        Tool.Run("useradd", "--system", "--home-dir", lab.PathOf("rootless"), "--create-home", User);
        try
        {
            Tool.Run("chmod", "711", lab.PathOf("."));
            foreach (var image in Images.All)
            {
                var (original, owned) = (lab.PathOf($"{image}.readable.tar"), lab.PathOf($"{image}.owned.tar"));
                Tool.Run("sh", "-ec", $"cp {lab.Archive(image, "docker.tar")} {original} && chmod 644 {original}");
                Tool.Run(Squashd.Path, "squash", original, "-o", owned, "--owner", "0:0", "--force", "--quiet");
                var (code, _, error) = Podman($"load -q -i {original}");
                Assert.NotEqual(0, code);
                Assert.True(error.Contains("insufficient UIDs or GIDs", StringComparison.Ordinal), error);
                AssertRuns(image, owned);
            }
        }
        finally
        {
            Podman("system reset -f");
            Tool.Try("userdel", "--remove", User);
        }
        lab.Ran("podman rootless vfs", "images of one owner load and run, their originals do not load");
    }

    private void AssertRuns(string image, string archive)
    {
        var (loaded, _, loadError) = Podman($"load -q -i {archive}");
        Assert.True(loaded == 0, loadError);
        // The image's own user has no ID here either, so it runs as root, which is the user himself.
        var (ran, output, error) = Podman(
            $"run --rm --network=none --user 0:0 --ulimit nofile=1000:1000 --ulimit nproc=1000:1000 {Images.NameOf(image)}");
        Assert.True(ran == 0, error);
        Assert.Contains("uid=0", output, StringComparison.Ordinal);
        Podman($"rmi -f {Images.NameOf(image)}");
    }

    private (int Code, string Output, string Error) Podman(string command)
    {
        var home = lab.PathOf("rootless");
        return Tool.Try("su", User, "-s", "/bin/sh", "-c", $"""
            cd {home} && export HOME={home} TMPDIR={home} XDG_RUNTIME_DIR={home}/run && mkdir -p -m 700 {home}/run
            exec podman --root {home}/root --runroot {home}/rr --storage-driver vfs --cgroup-manager=cgroupfs --runtime runc {command}
            """);
    }
}
