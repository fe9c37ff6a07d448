using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>Renames and flushes whose errors are seen and whose effects survive a power cut.</summary>
internal static class Durable
{
    /// <summary>Flushes a file to the disk; NFS and quotas report here that there was no room.</summary>
    public static void Flush(SafeFileHandle file, string path)
    {
        if (LibC.Fsync((int)file.DangerousGetHandle()) != 0)
            throw Errno.Last("cannot flush", path);
    }

    /// <summary>Flushes a directory, so that names in it are durable.</summary>
    public static void FlushDirectory(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0);
        if (descriptor < 0)
            throw Errno.Last("cannot open the folder", path);
        var result = LibC.Fsync(descriptor);
        var errno = Marshal.GetLastPInvokeError();
        _ = LibC.Close(descriptor);
        // Some file systems cannot flush a directory, and need not.
        if (result != 0 && errno != Errno.Invalid)
            throw Errno.Of(errno, "cannot flush the folder", path);
    }

    /// <summary>Renames within a file system; false if the target exists.</summary>
    public static bool TryRename(string source, string target)
    {
        if (LibC.RenameAt2(
            LibC.RenameAt2Call, LibC.CurrentDirectory, source, LibC.CurrentDirectory, target, LibC.RenameNoReplace) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        // NFS answers EINVAL and old kernels ENOSYS; a link fails as well if the target exists.
        if (errno is Errno.Invalid or Errno.NoSystemCall or Errno.NotSupported)
            errno = LibC.Link(source, target) == 0 ? LibC.Unlink(source) == 0 ? 0 : Marshal.GetLastPInvokeError()
                : Marshal.GetLastPInvokeError();
        return errno switch
        {
            0 => true,
            Errno.Exists => false,
            _ => throw Errno.Of(errno, $"cannot rename to {target}", source),
        };
    }

    /// <summary>Renames and replaces what is there.</summary>
    public static void Replace(string source, string target)
    {
        if (LibC.Rename(source, target) != 0)
            throw Errno.Last($"cannot rename to {target}", source);
    }

    /// <summary>
    /// Moves a file into a folder of the same file system under its own name, or <c>NAME.2</c> and so on before the
    /// suffix where that is taken; the path that it has then.
    /// </summary>
    public static string MoveInto(string folder, string source, string name)
    {
        for (var number = 1; ; number++)
        {
            var target = Path.Combine(folder, FreeName.Of(name, number));
            if (!TryRename(source, target))
                continue;
            FlushDirectory(folder);
            FlushDirectory(Path.GetDirectoryName(source)!);
            return target;
        }
    }
}
