using System.Diagnostics;

namespace Faults.Disks;

/// <summary>
/// A file system in a file. Its power can be cut: what was not durable at that moment is gone, as after a real cut. It is
/// mounted for a process of its own: whoever makes a namespace elsewhere meanwhile would keep it mounted, without its power.
/// </summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly string _image;
    private readonly string _mounted;
    private readonly Process _holder = Process.Start("unshare", ["--mount", "--propagation", "private", "sleep", "infinity"]);

    private LoopDisk(string image, string mounted) => (_image, _mounted) = (image, mounted);

    /// <summary>Where everybody finds it.</summary>
    public string Path => $"/proc/{_holder.Id}/root{_mounted}";

    /// <summary>Makes and mounts one, of the type that a program <c>mkfs.TYPE</c> makes.</summary>
    public static LoopDisk Make(TempFolder folder, string type)
    {
        Need.Root();
        Need.Programs($"mkfs.{type}", "xfs_io", "unshare", "nsenter");
        var disk = new LoopDisk(folder[$"{type}.image"], folder[type]);
        // The smallest that mkfs.xfs makes; both are sparse.
        using (var image = File.Create(disk._image))
            image.SetLength(300L << 20);
        Directory.CreateDirectory(disk._mounted);
        Assert.Equal(0, Run($"mkfs.{type}", "-q", disk._image));
        Squashd.WaitUntil(() => Namespace($"{disk._holder.Id}") != Namespace("self"), "it has a namespace of its own");
        disk.Mount();
        return disk;
    }

    /// <summary>Cuts the power; <paramref name="log"/>: what is in the file system's log gets to the disk before.</summary>
    public void Cut(bool log) => Assert.Equal(0, Run("xfs_io", "-x", "-c", log ? "shutdown -f" : "shutdown", Path));

    /// <summary>Mounts what is on the disk. Nobody may use it.</summary>
    public void MountAgain()
    {
        // A process that was killed may still let go of it.
        Squashd.WaitUntil(() => RunInside("umount", _mounted) == 0, "it is unmounted");
        Mount();
    }

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }

    private static string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;

    private void Mount() => Assert.Equal(0, RunInside("mount", "-o", "loop", _image, _mounted));

    private int RunInside(params string[] command) =>
        Run("nsenter", ["--mount", "--target", $"{_holder.Id}", .. command]);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
