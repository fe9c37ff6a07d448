using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>Writes, renames and flushes whose errors are seen and whose effects survive a power cut.</summary>
internal static class Durable
{
    private const int OwnerOnly = 0x180;
    private const int OwnerFolder = 0x1C0;

    /// <summary>Flushes a file to the disk; NFS and quotas report here that there was no room.</summary>
    /// <exception cref="FlushException">Nothing is known of the file's contents any more.</exception>
    public static void Flush(SafeFileHandle file, string path)
    {
        if (LibC.Fsync((int)file.DangerousGetHandle()) == 0)
            return;
        var errno = Marshal.GetLastPInvokeError();
        throw new FlushException($"cannot flush {path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    /// <summary>Flushes a directory, so that names in it are durable.</summary>
    public static void FlushDirectory(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0);
        if (descriptor < 0)
        {
            // An inbox that others may drop into and not list: nobody but its owner can flush it.
            var refusal = Errno.Last("cannot open the folder", path);
            if (refusal.HResult == Errno.Access)
                return;
            throw refusal;
        }
        var result = LibC.Fsync(descriptor);
        var errno = Marshal.GetLastPInvokeError();
        _ = LibC.Close(descriptor);
        // Some file systems cannot flush a directory, and need not.
        if (result != 0 && errno != Errno.Invalid)
            throw Errno.Of(errno, "cannot flush the folder", path);
    }

    /// <summary>Renames a file within a file system; false if the target exists.</summary>
    public static bool TryRename(string source, string target)
    {
        var errno = RenameExclusively(source, target);
        // NFS answers EINVAL and old kernels ENOSYS; a link fails as well if the target exists.
        if (errno is Errno.Invalid or Errno.NoSystemCall or Errno.NotSupported)
            errno = LibC.Link(source, target) == 0 && LibC.Unlink(source) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return errno switch
        {
            0 => true,
            // A run that died between link and unlink left both names of the one file.
            Errno.Exists => IsSameFile(source, target) && Remove(source),
            _ => throw Errno.Of(errno, $"cannot rename to {target}", source),
        };
    }

    /// <summary>Renames a directory within a file system; false if the target exists and is not empty.</summary>
    public static bool TryRenameDirectory(string source, string target)
    {
        var errno = RenameExclusively(source, target);
        // There are no links to directories, but a plain rename replaces none that holds anything.
        if (errno is Errno.Invalid or Errno.NoSystemCall or Errno.NotSupported)
            errno = LibC.Rename(source, target) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return errno switch
        {
            0 => true,
            Errno.Exists or Errno.NotEmpty or Errno.NotDirectory => false,
            _ => throw Errno.Of(errno, $"cannot rename to {target}", source),
        };
    }

    /// <summary>Renames and replaces what is there.</summary>
    public static void Replace(string source, string target)
    {
        if (LibC.Rename(source, target) != 0)
            throw Errno.Last($"cannot rename to {target}", source);
    }

    /// <summary>Makes a folder for us alone; it may be there.</summary>
    public static void MakeDirectory(string path)
    {
        if (LibC.MakeDirectory(path, OwnerFolder) != 0 && Marshal.GetLastPInvokeError() is not Errno.Exists)
            throw Errno.Last("cannot make the folder", path);
    }

    /// <summary>Removes a file; whether it was there.</summary>
    public static bool Remove(string path)
    {
        if (LibC.Unlink(path) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Errno.NoEntry ? false : throw Errno.Last("cannot remove", path);
    }

    /// <summary>Removes a folder; false if something is in it, or it was not there.</summary>
    public static bool RemoveDirectory(string path)
    {
        if (LibC.RemoveDirectory(path) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is Errno.NotEmpty or Errno.Exists or Errno.NoEntry ? false : throw Errno.Last("cannot remove", path);
    }

    /// <summary>Writes a small file whole: after a crash there is the old one or the new one.</summary>
    public static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        WriteFile($"{path}.part", path, content);
        FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Writes a small file under one name and renames it to another. It is for us alone, or for whom another is.
    /// </summary>
    public static void WriteFile(string part, string path, ReadOnlySpan<byte> content, FileIdentity? like = null)
    {
        Write(part, content, like);
        Replace(part, path);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, FileIdentity? like)
    {
        using var file = Create(path);
        var isWhole = false;
        try
        {
            while (!content.IsEmpty)
            {
                var written = LibC.Write((int)file.DangerousGetHandle(), content, content.Length);
                if (written < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
                    throw Errno.Last("cannot write", path);
                content = content[(int)Math.Max(0, written)..];
            }
            if (like is { } other)
                Rights.Share(file, path, other);
            Flush(file, path);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
                _ = LibC.Unlink(path);
        }
    }

    /// <summary>
    /// Creates a file that was not there. What a killed run left goes; it is not opened, since in a folder that others write
    /// to it may be anything.
    /// </summary>
    private static SafeFileHandle Create(string path)
    {
        const int flags = LibC.WriteOnly | LibC.Create | LibC.Exclusive | LibC.CloseOnExec;
        var descriptor = LibC.Open(path, flags, OwnerOnly);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.Exists && Remove(path))
            descriptor = LibC.Open(path, flags, OwnerOnly);
        return descriptor < 0 ? throw Errno.Last("cannot create", path) : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Whether two paths are names of one file.</summary>
    public static bool IsSameFile(string source, string target) =>
        FileIdentity.Of(source, follow: false) is { } one && FileIdentity.Of(target, follow: false) is { } other && one.IsSameFile(other);

    private static int RenameExclusively(string source, string target) =>
        LibC.RenameAt2(
            LibC.RenameAt2Call, LibC.CurrentDirectory, source, LibC.CurrentDirectory, target, LibC.RenameNoReplace) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
}
