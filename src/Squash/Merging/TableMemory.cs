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
    private const int SlabBytes = 8 << 20;
    private readonly List<MappedSlab> _slabs = [];
    private readonly Dictionary<long, Stack<nint>> _free = [];
    private long _used;
    private long _blocks;

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
        var block = _free.TryGetValue(bytes, out var free) && free.TryPop(out var again) ? (void*)again : Cut(bytes);
        _blocks++;
        return block;
    }

    /// <summary>Gives back what was allocated.</summary>
    internal void Free(void* start, long bytes)
    {
        if (start == null)
            return;
        if (!_slabs.Exists(slab => slab.Holds((nint)start)))
        {
            NativeMemory.Free(start);
            _used -= bytes;
            return;
        }
        if (--_blocks == 0)
        {
            Unmap();
            return;
        }
        NativeMemory.Clear(start, (nuint)bytes);
        if (!_free.TryGetValue(bytes, out var free))
            _free[bytes] = free = [];
        free.Push((nint)start);
    }

    /// <summary>A part of the last slab, or the whole of a new one.</summary>
    private void* Cut(long bytes)
    {
        if (_slabs.Count == 0 || !_slabs[^1].TryCut(bytes, out var start))
        {
            var size = Math.Max(bytes, SlabBytes);
            _slabs.Add(new MappedSlab(createFile(size), size));
            _slabs[^1].TryCut(bytes, out start);
        }
        return (void*)start;
    }

    private void Unmap()
    {
        foreach (var slab in _slabs)
            slab.Dispose();
        _slabs.Clear();
        _free.Clear();
    }
}
