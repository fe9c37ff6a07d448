using Microsoft.Win32.SafeHandles;

namespace Squash.Blobs;

/// <summary>A file without a name: gone when it is closed, whatever happens to the process.</summary>
public static class ScratchFile
{
    /// <summary>How its name ends for the moment that it has one; who finds one may remove it.</summary>
    public const string Suffix = ".squashd.scratch";

    /// <summary>Creates one in a folder; if bytes are asked for, there is room for them.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public static SafeFileHandle Create(string directory, long bytes = 0)
    {
        var path = Path.Combine(directory, $".{Path.GetRandomFileName()}{Suffix}");
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, preallocationSize: bytes);
            File.Delete(path);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw NamedError.Of("cannot make a scratch file", error);
        }
    }

    /// <summary>Writes to one.</summary>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NamedError.Of("cannot write a scratch file", error);
        }
    }
}
