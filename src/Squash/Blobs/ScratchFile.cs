using Microsoft.Win32.SafeHandles;

namespace Squash.Blobs;

/// <summary>A file without a name: gone when it is closed, whatever happens to the process.</summary>
public static class ScratchFile
{
    /// <summary>Creates one in a folder; if bytes are asked for, there is room for them.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public static SafeFileHandle Create(string directory, long bytes = 0)
    {
        var path = Path.Combine(directory, $".{Path.GetRandomFileName()}.squashd.scratch");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, preallocationSize: bytes);
        File.Delete(path);
        return file;
    }
}
