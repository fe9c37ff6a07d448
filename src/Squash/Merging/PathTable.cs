using System.Runtime.CompilerServices;
using Squash.Layers;

namespace Squash.Merging;

/// <summary>
/// Path keys to records: open addressing in shards, so that growing copies a small part at a time and the load stays
/// high. Never holds a string.
/// </summary>
internal sealed class PathTable
{
    private const int ShardBits = 8;
    private const int FirstCapacity = 16;
    private readonly PathRecord[][] _shards = new PathRecord[1 << ShardBits][];
    private readonly int[] _counts = new int[1 << ShardBits];

    /// <summary>Finds or adds the record; the reference holds until the next call.</summary>
    public ref PathRecord GetOrAdd(PathKey key)
    {
        var shard = (int)(key.High >> (64 - ShardBits));
        ref var slots = ref _shards[shard];
        slots ??= new PathRecord[FirstCapacity];
        if (_counts[shard] >= slots.Length / 8 * 7)
            slots = Grow(slots);
        ref var slot = ref Locate(slots, key);
        if (IsFree(slot))
        {
            slot.Key = key;
            _counts[shard]++;
        }
        return ref slot;
    }

    /// <summary>Finds the record; a null reference if there is none.</summary>
    public ref PathRecord Find(PathKey key)
    {
        var slots = _shards[(int)(key.High >> (64 - ShardBits))];
        if (slots is null)
            return ref Unsafe.NullRef<PathRecord>();
        ref var slot = ref Locate(slots, key);
        if (IsFree(slot))
            return ref Unsafe.NullRef<PathRecord>();
        return ref slot;
    }

    private static bool IsFree(in PathRecord slot) => slot.Key == default;

    private static ref PathRecord Locate(PathRecord[] slots, PathKey key)
    {
        var index = (uint)key.Low % (uint)slots.Length;
        while (true)
        {
            ref var slot = ref slots[index];
            if (slot.Key == key || IsFree(slot))
                return ref slot;
            if (++index == slots.Length)
                index = 0;
        }
    }

    private static PathRecord[] Grow(PathRecord[] old)
    {
        var slots = new PathRecord[old.Length + (old.Length / 2)];
        foreach (ref readonly var record in old.AsSpan())
        {
            if (!IsFree(record))
                Locate(slots, record.Key) = record;
        }
        return slots;
    }
}
