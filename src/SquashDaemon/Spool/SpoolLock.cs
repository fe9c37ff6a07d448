using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>One daemon for each spool: a lock on a file in its work folder, held for life and never removed.</summary>
internal sealed class SpoolLock : IDisposable
{
    private const string Name = ".squashd.lock";
    private const int OwnerOnly = 0x180;
    private readonly Lock _gate = new();
    private readonly string _workFolder;
    private SafeFileHandle _file;

    private SpoolLock(string workFolder, SafeFileHandle file) => (_workFolder, _file) = (workFolder, file);

    /// <summary>Takes the lock; null if another process has it, which <paramref name="holder"/> then names.</summary>
    public static SpoolLock? TryTake(string workFolder, out string holder) =>
        TryOpen(workFolder, out holder) is { } file ? new SpoolLock(workFolder, file) : null;

    /// <summary>
    /// Makes sure that it is the lock of the folder that has the name now: another may have been put in its place, which
    /// another daemon may serve. If none does, that is locked.
    /// </summary>
    /// <exception cref="IOException">One does, or the folder cannot be used.</exception>
    public void Check()
    {
        lock (_gate)
        {
            var path = Path.Combine(_workFolder, Name);
            if (FileIdentity.Of(path) is { } there && there.IsSameFile(FileIdentity.Of(_file, path)))
                return;
            if (TryOpen(_workFolder, out var holder) is not { } file)
            {
                throw new IOException(
                    $"another folder has been put in the place of {_workFolder}, and process {holder} serves that", Errno.NotDirectory);
            }
            _file.Dispose();
            _file = file;
        }
    }

    private static SafeFileHandle? TryOpen(string workFolder, out string holder)
    {
        holder = "";
        // Not .NET's open: it would try a lock of its own.
        var path = Path.Combine(workFolder, Name);
        var descriptor = LibC.Open(path, LibC.ReadWrite | LibC.Create | LibC.CloseOnExec, OwnerOnly);
        if (descriptor < 0)
            throw Errno.Last("cannot open", path);
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (TryLock(descriptor))
        {
            Sign(file);
            return file;
        }
        holder = ReadHolder(file);
        file.Dispose();
        return null;
    }

    /// <summary>The process that serves a spool; null if none does.</summary>
    public static string? Holder(string workFolder)
    {
        var path = Path.Combine(workFolder, Name);
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec, 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError() == Errno.NoEntry ? null : throw Errno.Last("cannot open", path);
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        return LibC.Flock(descriptor, LibC.LockSharedNow) == 0 ? null : ReadHolder(file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Who only asks whether there is a holder has the lock for an instant; that is no reason to give up.</summary>
    private static bool TryLock(int descriptor)
    {
        const int tries = 20;
        for (var attempt = 0; attempt < tries; attempt++)
        {
            if (LibC.Flock(descriptor, LibC.LockExclusiveNow) == 0)
                return true;
            Thread.Yield();
        }
        return false;
    }

    private static void Sign(SafeFileHandle file)
    {
        var mine = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, mine, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The lock is what counts; a daemon that begins on a disk that is full or fails waits like any other.
        }
    }

    private static string ReadHolder(SafeFileHandle file)
    {
        Span<byte> pid = stackalloc byte[16];
        return Encoding.ASCII.GetString(pid[..RandomAccess.Read(file, pid, 0)]);
    }
}
