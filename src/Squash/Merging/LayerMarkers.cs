using Squash.Layers;

namespace Squash.Merging;

/// <summary>The whiteouts and opaque markers of a layer that is to stand on kept ones (P1).</summary>
internal sealed class LayerMarkers
{
    private readonly ByteArena _arena = new();
    private readonly List<long> _paths = [];
    private readonly HashSet<PathKey> _hidden = [];
    private readonly HashSet<PathKey> _opaque = [];

    /// <summary>How many there are.</summary>
    public int Count => _paths.Count;

    /// <summary>Whether there is any opaque one.</summary>
    public bool HasOpaque => _opaque.Count > 0;

    /// <summary>The path of one, as it stands in the layer.</summary>
    public ReadOnlySpan<byte> this[int index] => _arena[_paths[index]];

    /// <summary>Hides a path and what is below.</summary>
    public void Hide(PathKey key, ReadOnlySpan<byte> path)
    {
        if (_hidden.Add(key))
            _paths.Add(_arena.Add(Whiteout.Hiding(path)));
    }

    /// <summary>Hides what is below a directory that stays.</summary>
    public void HideBelow(PathKey key, ReadOnlySpan<byte> directory)
    {
        if (_opaque.Add(key))
            _paths.Add(_arena.Add(Whiteout.HidingBelow(directory)));
    }

    /// <summary>Whether an opaque marker stands in a directory.</summary>
    public bool IsOpaque(PathKey key) => _opaque.Contains(key);

    /// <summary>Puts them in the order of their paths.</summary>
    public void Sort() => _paths.Sort((left, right) => _arena[left].SequenceCompareTo(_arena[right]));
}
