using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Squash.Merging;

/// <summary>A nameless file in memory, of which parts are cut one after another.</summary>
internal sealed unsafe partial class MappedSlab : IDisposable
{
    private const int Alignment = 8;
    private const int RandomAccess = 1;
    private readonly MemoryMappedViewAccessor _view;
    private readonly nint _start;
    private readonly long _size;
    private long _cut;

    /// <summary>Maps a file and closes it: the mapping outlives both its handle and the object that made it.</summary>
    public MappedSlab(SafeFileHandle file, long size)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(
            file, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = mapped.CreateViewAccessor(0, size);
        _size = size;
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = (nint)start;
        // A page that is missed must not bring the megabytes around it along, which would drive out more than it brings.
        _ = Advise(_start, (nuint)size, RandomAccess);
    }

    /// <summary>Whether an address is in it.</summary>
    public bool Holds(nint address) => address >= _start && address < _start + _size;

    /// <summary>Cuts zeroed bytes off; false if there are not so many left.</summary>
    public bool TryCut(long bytes, out nint start)
    {
        start = (nint)(_start + _cut);
        var end = (_cut + bytes + Alignment - 1) / Alignment * Alignment;
        if (end > _size)
            return false;
        _cut = end;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint size, int advice);
}
