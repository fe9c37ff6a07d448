using Squash.Layers;

namespace Squash.Merging;

/// <summary>Paths that may turn out to be directories without an entry; only their end tells (R5).</summary>
internal sealed class ImplicitDirectories
{
    private readonly ByteArena _arena = new();
    private readonly List<(PathKey Key, long Path)> _candidates = [];
    private int _firstOfLayer;
    private long _pathBytes;

    /// <summary>Another layer begins.</summary>
    public void Begin() => _firstOfLayer = _candidates.Count;

    /// <summary>Notes a directory that came to be without an entry, unless upper layers settled it.</summary>
    /// <exception cref="InvalidDataException">There are too many of them, and too deep.</exception>
    public void Note(in PathRecord record, ReadOnlySpan<byte> path, bool hidden)
    {
        if (hidden || (record.View & (PathView.Directory | PathView.Taken)) != 0)
            return;
        _pathBytes += path.Length;
        if (_pathBytes > MergeLimits.ImplicitPathBytes)
            throw new InvalidDataException(
                $"the directories without an entry have more than {MergeLimits.ImplicitPathBytes >> 20} MiB of paths (R5)");
        _candidates.Add((record.Key, _arena.Add(path)));
    }

    /// <summary>Takes back what entries of the same layer replaced.</summary>
    public void DropReplaced(LayerScope scope)
    {
        for (var i = _firstOfLayer; i < _candidates.Count; i++)
        {
            ref var record = ref scope.Record(_candidates[i].Key);
            if (record.Kind == InLayer.Implicit && !scope.IsAlive(_arena[_candidates[i].Path], record.Entry))
                record.InLayer &= ~InLayer.Kind;
        }
    }

    /// <summary>Adds the ones that are left to the directories to write.</summary>
    public void AddTo(SurvivingDirectories directories, PathTable table)
    {
        foreach (var (key, path) in _candidates)
        {
            ref var record = ref table.GetOrAdd(key);
            record.Settle(uint.MaxValue);
            if (!record.IsImplicit)
                continue;
            record.View |= PathView.HasEntry;
            directories.AddImplicit(_arena[path]);
        }
    }
}
