using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>An archive opened for reading, once: every check and every read is of this file whatever its name becomes.</summary>
internal sealed class InputFile : IDisposable
{
    private const int Flags = LibC.ReadOnly | LibC.NonBlocking | LibC.NoTerminal | LibC.CloseOnExec;

    // A writer that opens the file while we hold a lease sends SIGIO, whose default is to kill us.
    static InputFile() => LibC.Signal(LibC.SignalIo, LibC.Ignore);

    private readonly string _path;

    private InputFile(SafeFileHandle handle, string path) =>
        (Handle, _path, Identity) = (handle, path, FileIdentity.Of(handle, path));

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its state when it was opened.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Whether it has been written to since. That it got another name or mode does not count.</summary>
    public bool HasChanged
    {
        get
        {
            var now = FileIdentity.Of(Handle, _path);
            return (now.Size, now.ModifiedNanoseconds) != (Identity.Size, Identity.ModifiedNanoseconds);
        }
    }

    /// <summary>
    /// Whether a program on this host surely has it open for writing. A read lease cannot be had then; where none can be
    /// had at all (network file systems, files of others) nothing is known.
    /// </summary>
    public bool IsBeingWritten
    {
        get
        {
            var descriptor = (int)Handle.DangerousGetHandle();
            if (LibC.Fcntl(descriptor, LibC.SetLease, LibC.ReadLease) != 0)
                return Marshal.GetLastPInvokeError() == Errno.Again;
            _ = LibC.Fcntl(descriptor, LibC.SetLease, LibC.NoLease);
            return false;
        }
    }

    /// <summary>Opens without waiting on a FIFO; <paramref name="follow"/>: through a symbolic link.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a link that may not be followed.</exception>
    public static InputFile Open(string path, bool follow)
    {
        var descriptor = LibC.Open(path, Flags | (follow ? 0 : LibC.NoFollow), 0);
        if (descriptor < 0)
            throw Errno.Last("cannot open", path);
        return new InputFile(new SafeFileHandle(descriptor, ownsHandle: true), path);
    }

    /// <summary>
    /// Whether a file may be read; also if another has come to its path, which is not opened: it may be what its owner must
    /// not get through us.
    /// </summary>
    public static bool MayRead(string path, FileIdentity file)
    {
        // Such a descriptor stands for the file, and does not open it.
        var found = LibC.Open(path, LibC.PathOnly | LibC.CloseOnExec | LibC.NoFollow, 0);
        if (found < 0)
            return true;
        using var handle = new SafeFileHandle(found, ownsHandle: true);
        if (FileIdentity.Of(handle, path) != file)
            return true;
        var opened = LibC.Open($"/proc/self/fd/{found}", Flags, 0);
        if (opened < 0)
            return Marshal.GetLastPInvokeError() is not (Errno.Access or Errno.NotPermitted);
        _ = LibC.Close(opened);
        return true;
    }

    /// <summary>A file that is open already; it is closed with this.</summary>
    public static InputFile Of(SafeFileHandle handle) => new(handle, "an open file");

    /// <summary>Reads as much as there is, up to the buffer's length.</summary>
    public int Read(Span<byte> buffer, long at)
    {
        try
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(Handle, buffer[total..], at + total) is var read and > 0)
                total += read;
            return total;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errno.Of(error, "cannot read", _path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
