using System.Diagnostics;

namespace Faults.Disks;

/// <summary>A file system in a file. Its power can be cut: what was not durable at that moment is gone, as after a real cut.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly string _image;

    private LoopDisk(string image, string path) => (_image, Path) = (image, path);

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Makes and mounts one, of the type that a program <c>mkfs.TYPE</c> makes.</summary>
    public static LoopDisk Make(TempFolder folder, string type)
    {
        Need.Root();
        Need.Programs($"mkfs.{type}", "xfs_io");
        var disk = new LoopDisk(folder[$"{type}.image"], folder[type]);
        // The smallest that mkfs.xfs makes; both are sparse.
        using (var image = File.Create(disk._image))
            image.SetLength(300L << 20);
        Directory.CreateDirectory(disk.Path);
        Assert.Equal(0, Run($"mkfs.{type}", "-q", disk._image));
        disk.Mount();
        return disk;
    }

    /// <summary>Cuts the power; <paramref name="log"/>: what is in the file system's log gets to the disk before.</summary>
    public void Cut(bool log) => Assert.Equal(0, Run("xfs_io", "-x", "-c", log ? "shutdown -f" : "shutdown", Path));

    /// <summary>Mounts what is on the disk. Nobody may use it.</summary>
    public void MountAgain()
    {
        // A process that was killed may still let go of it.
        Squashd.WaitUntil(() => Run("umount", Path) == 0, "it is unmounted");
        Mount();
    }

    // Lazily: a daemon that a failed test left may still use it.
    public void Dispose() => Run("umount", "-l", Path);

    private void Mount() => Assert.Equal(0, Run("mount", "-o", "loop", _image, Path));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
