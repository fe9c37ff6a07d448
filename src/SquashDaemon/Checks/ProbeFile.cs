using Microsoft.Win32.SafeHandles;
using SquashDaemon.Spool;

namespace SquashDaemon.Checks;

/// <summary>A hidden file that shows what may be done in a folder; it is gone afterwards.</summary>
internal sealed class ProbeFile : IDisposable
{
    private const int OwnerOnly = 0x180;
    private const int Exclusive = 0x80;
    private readonly SafeFileHandle _file;
    private readonly string _name;

    /// <summary>
    /// Makes one. <paramref name="isDaemons"/>: under the one name of the daemon, of which there is one, so that it removes
    /// what a killed one left.
    /// </summary>
    /// <exception cref="IOException">It cannot be made; its HResult is the errno.</exception>
    public ProbeFile(string folder, bool isDaemons = false)
    {
        _name = isDaemons ? ".squashd-start" : $".squashd-check-{Environment.ProcessId}";
        Path = System.IO.Path.Combine(folder, _name);
        _ = LibC.Unlink(Path);
        var flags = LibC.ReadWrite | LibC.Create | Exclusive | LibC.NoFollow | LibC.CloseOnExec;
        var descriptor = LibC.Open(Path, flags, OwnerOnly);
        if (descriptor < 0)
            throw Errno.Last("cannot make a file in", folder);
        _file = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; private set; }

    /// <summary>Makes it durable.</summary>
    public void Flush() => Durable.Flush(_file, Path);

    /// <summary>Renames it into another folder.</summary>
    public void MoveTo(string folder)
    {
        var target = System.IO.Path.Combine(folder, _name);
        Durable.Replace(Path, target);
        Path = target;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = LibC.Unlink(Path);
        _file.Dispose();
    }
}
