using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Squash.Merging;

/// <summary>
/// Where tables of paths are kept: in the process's own memory up to a limit, beyond it in files that are mapped, whose
/// pages the kernel can write out when memory is short. Nothing of it is the collector's.
/// </summary>
/// <param name="limit">Bytes of own memory.</param>
/// <param name="createFile">Creates a file of so many bytes, which is gone when it is closed.</param>
public sealed unsafe class TableMemory(long limit, Func<long, SafeFileHandle> createFile)
{
    private readonly Dictionary<nint, MemoryMappedViewAccessor> _mapped = [];
    private long _used;

    /// <summary>Own memory only, as much as there is.</summary>
    public static TableMemory Unlimited() => new(long.MaxValue, _ => throw new NotSupportedException("there is no limit"));

    /// <summary>Zeroed bytes.</summary>
    /// <exception cref="IOException">There is no room for a file.</exception>
    internal void* Allocate(long bytes)
    {
        if (bytes <= limit - _used)
        {
            var own = NativeMemory.AllocZeroed((nuint)bytes);
            _used += bytes;
            return own;
        }
        // The mapping outlives both the file's handle and the object that made it.
        using var file = MemoryMappedFile.CreateFromFile(
            createFile(bytes), null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        var view = file.CreateViewAccessor(0, bytes);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _mapped[(nint)start] = view;
        return start;
    }

    /// <summary>Gives back what was allocated.</summary>
    internal void Free(void* start, long bytes)
    {
        if (_mapped.Remove((nint)start, out var view))
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
        }
        else if (start != null)
        {
            NativeMemory.Free(start);
            _used -= bytes;
        }
    }
}
