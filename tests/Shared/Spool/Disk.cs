using System.Diagnostics;

namespace Shared.Spool;

/// <summary>A file system in memory, whose size and state a test chooses; it needs root.</summary>
internal sealed class Disk : IDisposable
{
    private readonly string _folder;

    private Disk(string folder) => _folder = folder;

    public static Disk Mount(string folder, string options)
    {
        Need.Root();
        Directory.CreateDirectory(folder);
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder));
        return new Disk(folder);
    }

    public void Change(string options) => Assert.Equal(0, Run("mount", "-o", $"remount,{options}", _folder));

    // Lazily: a daemon that a failed test left may still use it.
    public void Dispose() => Run("umount", "-l", _folder);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
