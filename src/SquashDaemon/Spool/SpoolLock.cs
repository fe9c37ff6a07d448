using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>One daemon for each spool: a lock on a file in its work folder, held for life and never removed.</summary>
internal sealed class SpoolLock : IDisposable
{
    private const string Name = ".squashd.lock";
    private const int OwnerOnly = 0x180;
    private readonly SafeFileHandle _file;

    private SpoolLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock; null if another process has it, which <paramref name="holder"/> then names.</summary>
    public static SpoolLock? TryTake(string workFolder, out string holder)
    {
        holder = "";
        // Not .NET's open: it would try a lock of its own.
        var path = Path.Combine(workFolder, Name);
        var descriptor = LibC.Open(path, LibC.ReadWrite | LibC.Create | LibC.CloseOnExec, OwnerOnly);
        if (descriptor < 0)
            throw Errno.Last("cannot open", path);
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.Flock((int)file.DangerousGetHandle(), LibC.LockExclusiveNow) == 0)
        {
            var mine = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, mine, 0);
            return new SpoolLock(file);
        }
        Span<byte> pid = stackalloc byte[16];
        holder = Encoding.ASCII.GetString(pid[..RandomAccess.Read(file, pid, 0)]);
        file.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
