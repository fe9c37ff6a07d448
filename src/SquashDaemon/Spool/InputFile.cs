using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>An archive opened for reading, once: every check and every read is of this file whatever its name becomes.</summary>
internal sealed class InputFile : IDisposable
{
    private InputFile(SafeFileHandle handle, FileIdentity identity) => (Handle, Identity) = (handle, identity);

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its state when it was opened.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Whether its size or time has changed since.</summary>
    public bool HasChanged => FileIdentity.Of(Handle) != Identity;

    /// <summary>Opens without waiting on a FIFO; <paramref name="follow"/>: through a symbolic link.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a link that may not be followed.</exception>
    public static InputFile Open(string path, bool follow)
    {
        var flags = LibC.ReadOnly | LibC.NonBlocking | LibC.CloseOnExec | (follow ? 0 : LibC.NoFollow);
        var descriptor = LibC.Open(path, flags, 0);
        if (descriptor < 0)
            throw Errno.Of(Marshal.GetLastPInvokeError(), "cannot open", path);
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return new InputFile(handle, FileIdentity.Of(handle));
    }

    /// <summary>A file that is open already; it is closed with this.</summary>
    public static InputFile Of(SafeFileHandle handle) => new(handle, FileIdentity.Of(handle));

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
