using System.Runtime.CompilerServices;
using Squash.Layers;

namespace Squash.Merging;

/// <summary>
/// The table of paths as the layer being planned sees it. Entries of a layer are numbered from <see cref="First"/> + 1;
/// the number <see cref="First"/> is the moment before them, in which whiteouts and opaque markers act (R7).
/// </summary>
internal sealed class LayerScope(PathTable table, PathHash hash)
{
    private readonly Dictionary<PathKey, uint> _clearedAt = [];
    private bool _hasOpaque;

    /// <summary>The layer's number: 1 is the bottom.</summary>
    public int Layer { get; private set; }

    /// <summary>The moment before the layer's entries.</summary>
    public uint First { get; private set; }

    /// <summary>The keys of paths.</summary>
    public PathHash Hash => hash;

    /// <summary>Whether entries of this layer replaced directories of this layer, so that its bits need another look.</summary>
    public bool HasCleared => _clearedAt.Count > 0;

    /// <summary>Whether directories that entries or markers of this layer implied may have been replaced since.</summary>
    public bool MayHaveReplaced => HasCleared || _hasOpaque;

    /// <summary>Goes to the next layer downwards.</summary>
    public void Begin(int layer, uint first)
    {
        (Layer, First, _hasOpaque) = (layer, first, false);
        _clearedAt.Clear();
    }

    /// <summary>The record of a path, with what upper layers said settled; holds until the next call.</summary>
    public ref PathRecord Record(PathKey key)
    {
        ref var record = ref table.GetOrAdd(key);
        record.Settle(First);
        return ref record;
    }

    /// <summary>The record of a path that this layer has spoken of; a null reference if it has not.</summary>
    public ref PathRecord Spoken(PathKey key)
    {
        ref var record = ref table.Find(key);
        if (Unsafe.IsNullRef(ref record) || record.Entry < First || record.InLayer == InLayer.None)
            return ref Unsafe.NullRef<PathRecord>();
        return ref record;
    }

    /// <summary>Notes that an opaque marker made directories before the first entry.</summary>
    public void NoteOpaque() => _hasOpaque = true;

    /// <summary>Notes that all that this layer had below a path went at this moment.</summary>
    public void Clear(PathKey key, uint entry) => _clearedAt[key] = entry;

    /// <summary>Whether what an entry made at a path still stands: no directory that it is in was replaced since.</summary>
    public bool IsAlive(ReadOnlySpan<byte> path, uint entry)
    {
        if (!MayHaveReplaced)
            return true;
        var key = PathHash.Root;
        for (var slash = path.IndexOf((byte)'/'); slash >= 0; slash = path.IndexOf((byte)'/'))
        {
            key = hash.Child(key, path[..slash]);
            path = path[(slash + 1)..];
            if (_clearedAt.TryGetValue(key, out var cleared) && cleared > entry)
                return false;
            // What an opaque marker implied came before every entry, all directories on its way too, so that any
            // non-directory there replaced it.
            if (entry == First && (Spoken(key).InLayer & InLayer.WasNonDirectory) != 0)
                return false;
        }
        return true;
    }

    /// <summary>The kind of what this layer has at a path now.</summary>
    public InLayer KindOf(in PathRecord record, ReadOnlySpan<byte> path) =>
        record.Kind != InLayer.None && IsAlive(path, record.Entry) ? record.Kind : InLayer.None;

    /// <summary>Looks for a link's target in this layer as it is now.</summary>
    public LinkTarget Find(ReadOnlySpan<byte> path)
    {
        var key = PathHash.Root;
        ref var root = ref Spoken(key);
        var cut = Unsafe.IsNullRef(ref root) ? InLayer.None : root.InLayer;
        var rest = path;
        while (true)
        {
            var slash = rest.IndexOf((byte)'/');
            key = hash.Child(key, slash < 0 ? rest : rest[..slash]);
            ref var record = ref Spoken(key);
            if (!Unsafe.IsNullRef(ref record))
            {
                if (slash < 0 && KindOf(record, path) is var kind && kind != InLayer.None)
                    return new LinkTarget(kind, record.Entry, InLayer.None);
                cut |= record.InLayer;
            }
            if (slash < 0)
                return new LinkTarget(InLayer.None, 0, cut & (InLayer.Whiteout | InLayer.Opaque | InLayer.WasNonDirectory));
            rest = rest[(slash + 1)..];
        }
    }

    /// <summary>Whether an opaque marker made the path a directory before the first entry.</summary>
    public bool WasImplied(ReadOnlySpan<byte> path)
    {
        ref var record = ref Spoken(hash.Of(path));
        return !Unsafe.IsNullRef(ref record) && (record.InLayer & InLayer.WasImplied) != 0;
    }

    /// <summary>Whether whiteouts or opaque markers of this layer hide what lower layers have at a path.</summary>
    public bool HidesBelow(ReadOnlySpan<byte> path)
    {
        var key = PathHash.Root;
        while (true)
        {
            ref var above = ref Spoken(key);
            if (!Unsafe.IsNullRef(ref above) && (above.InLayer & InLayer.Opaque) != 0)
                return true;
            var slash = path.IndexOf((byte)'/');
            key = hash.Child(key, slash < 0 ? path : path[..slash]);
            ref var record = ref Spoken(key);
            if (!Unsafe.IsNullRef(ref record) && (record.InLayer & InLayer.Whiteout) != 0)
                return true;
            if (slash < 0)
                return false;
            path = path[(slash + 1)..];
        }
    }
}
