using System.Runtime.CompilerServices;
using Squash.Layers;

namespace Squash.Merging;

/// <summary>
/// Path keys to records: open addressing in shards, so that growing copies a small part at a time and the load stays
/// high. A shard holds whole directories, so that neighbours in a layer are neighbours here, in few lines of the cache
/// and few pages of a mapped file. It never holds a string. Its memory is not the collector's: what it outgrows is free at once, all of it when
/// planning ends.
/// </summary>
internal sealed unsafe class PathTable(TableMemory memory) : IDisposable
{
    private const int ShardBits = PathHash.DirectoryBits;
    private const int FirstCapacity = 4;
    private readonly Shard[] _shards = new Shard[1 << ShardBits];

    /// <summary>Frees the table should planning have been left by an exception on another path.</summary>
    ~PathTable() => Free();

    /// <summary>Finds or adds the record; the reference holds until the next call.</summary>
    public ref PathRecord GetOrAdd(PathKey key)
    {
        ref var shard = ref _shards[key.High >> (64 - ShardBits)];
        if (shard.Count >= shard.Capacity * 7L / 8)
            shard.Grow(memory);
        ref var slot = ref shard.Locate(key);
        if (slot.Key == default)
        {
            slot.Key = key;
            shard.Count++;
        }
        return ref slot;
    }

    /// <summary>Finds the record; a null reference if there is none.</summary>
    public ref PathRecord Find(PathKey key)
    {
        ref var shard = ref _shards[key.High >> (64 - ShardBits)];
        if (shard.Capacity == 0)
            return ref Unsafe.NullRef<PathRecord>();
        ref var slot = ref shard.Locate(key);
        if (slot.Key == default)
            return ref Unsafe.NullRef<PathRecord>();
        return ref slot;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (ref var shard in _shards.AsSpan())
        {
            memory.Free(shard.Slots, shard.Bytes);
            shard = default;
        }
    }

    private struct Shard
    {
        public PathRecord* Slots;
        public int Capacity;
        public int Count;

        public readonly long Bytes => (long)Capacity * sizeof(PathRecord);

        /// <summary>The slot of a key, or the free one that it would take.</summary>
        public readonly ref PathRecord Locate(PathKey key)
        {
            for (var index = (uint)key.Low % (uint)Capacity; ; index = index + 1 == Capacity ? 0 : index + 1)
            {
                if (Slots[index].Key == key || Slots[index].Key == default)
                    return ref Slots[index];
            }
        }

        public void Grow(TableMemory memory)
        {
            var old = this;
            Capacity = Math.Max(FirstCapacity, old.Capacity + (old.Capacity / 2));
            Slots = (PathRecord*)memory.Allocate(Bytes);
            for (var i = 0; i < old.Capacity; i++)
            {
                if (old.Slots[i].Key != default)
                    Locate(old.Slots[i].Key) = old.Slots[i];
            }
            memory.Free(old.Slots, old.Bytes);
        }
    }
}
