using Microsoft.Win32.SafeHandles;

namespace Squash.Blobs;

/// <summary>A file without a name: gone when it is closed, whatever happens to the process.</summary>
public static class ScratchFile
{
    /// <summary>Creates one in a folder.</summary>
    public static SafeFileHandle Create(string directory)
    {
        var path = Path.Combine(directory, $".{Path.GetRandomFileName()}.squashd.scratch");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.Delete(path);
        return file;
    }
}
