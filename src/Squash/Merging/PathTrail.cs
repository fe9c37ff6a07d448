using Squash.Layers;

namespace Squash.Merging;

/// <summary>
/// The directories down to the current entry. Neighbours in a layer share most of them, so that an entry costs one or
/// two look-ups however deep it is. Every directory on the trail exists in the layer, if only because of its entries.
/// </summary>
internal sealed class PathTrail(PlanState state)
{
    private readonly LayerScope _scope = state.Scope;
    private readonly List<TrailStep> _steps = [];
    private byte[] _path = [];

    /// <summary>
    /// Goes to the directory of a path and makes it exist; entries above it that are no directories go (R3). Null if one of
    /// them is a symbolic link, which must be followed.
    /// </summary>
    /// <param name="path">The path of the entry.</param>
    /// <param name="entry">Its number.</param>
    /// <param name="isOutside">Whether it is no entry of the image and its directories neither (AUFS' link store).</param>
    public TrailStep? Enter(LayerPath path, uint entry, bool isOutside)
    {
        var directory = path.Parent.Bytes;
        KeepShared(directory);
        if (_path.Length < directory.Length)
            Array.Resize(ref _path, Math.Max(256, directory.Length * 2));
        directory.CopyTo(_path);
        while (Last.End < directory.Length)
        {
            var start = Last.End == 0 ? 0 : Last.End + 1;
            var slash = directory[start..].IndexOf((byte)'/');
            var end = slash < 0 ? directory.Length : start + slash;
            if (Step(directory[..end], directory[start..end], entry, isOutside) is not { } step)
                return null;
            _steps.Add(step);
        }
        return Last;
    }

    private TrailStep Last => _steps.Count > 0 ? _steps[^1] : new TrailStep(0, PathHash.Root, HidesEntriesOfRoot);

    private bool HidesEntriesOfRoot => (_scope.Record(PathHash.Root).View & PathView.Sealed) != 0;

    private void KeepShared(ReadOnlySpan<byte> directory)
    {
        while (_steps.Count > 0)
        {
            var end = _steps[^1].End;
            if (directory.StartsWith(_path.AsSpan(0, end)) && (directory.Length == end || directory[end] == '/'))
                return;
            _steps.RemoveAt(_steps.Count - 1);
        }
    }

    private TrailStep? Step(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, uint entry, bool isOutside)
    {
        var parent = Last;
        var key = _scope.Hash.Child(parent.Key, name);
        ref var record = ref _scope.Record(key);
        var hidden = parent.HidesEntries || isOutside;
        var kind = _scope.KindOf(record, path);
        if (kind == InLayer.NonDirectory && state.Symlinks.IsOne(record.Entry))
            return null;
        if (kind is InLayer.None or InLayer.NonDirectory)
        {
            record.DropEntry(state.Survivors);
            record.SetKind(InLayer.Implicit, entry, hidden);
            state.Implied.Note(record, path, hidden);
        }
        return new TrailStep(path.Length, key, hidden || (record.View & PathView.Sealed) != 0);
    }
}
