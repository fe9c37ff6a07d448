using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// Finds where squashed layers hide what the kept layers below them show (P1): walks down to every path that shows in
/// the kept layers alone, and marks the first one on the way that must not show any more.
/// </summary>
internal sealed class MarkerPlanner(PlanState state, MergePlan kept, IReadOnlyList<KeptTarget> targets)
{
    private const int NotSealed = -1;
    private const int SealedRoot = 0;
    private readonly ILookup<PathKey, KeptTarget> _targets = targets.ToLookup(target => target.Key);
    private readonly LayerMarkers _markers = new();
    private readonly byte[] _path = new byte[TarLimits.PathBytes];

    // The way down to the directory of the last path, which the next one is mostly in too.
    private byte[] _directory = [];
    private PathKey _key = PathHash.Root;
    private PathKey _sealedKey;
    private int _sealedEnd = NotSealed;
    private bool _isOver;

    /// <summary>Reads the headers of the kept layers, bottom first.</summary>
    public LayerMarkers Plan(IReadOnlyList<Func<Stream>> layers, CancellationToken cancellationToken)
    {
        Restart();
        for (var i = 0; i < kept.Directories.Count; i++)
            Visit(kept.Directories.PathOf(i));
        for (var layer = 0; layer < kept.Layers.Count; layer++)
        {
            using var stream = layers[layer]();
            LayerError.Name(
                layer, () => PlanLayer(new TarReader(stream, TarReader.SkimmingBuffer), kept.Layers[layer].First, cancellationToken));
        }
        _markers.Sort();
        return _markers;
    }

    private void PlanLayer(TarReader reader, uint first, CancellationToken cancellationToken)
    {
        for (var number = first + 1; reader.Read(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!kept.Survivors[number] || reader.Entry.Type == TarEntryType.Directory)
                continue;
            var inode = kept.Inodes.TryGet(number, out var linked) ? linked.Resolved : null;
            var path = inode?.DataEntry == number && inode.CarrierPath is { } carrier
                ? carrier
                : kept.Paths.Of(number, LayerPath.Parse(reader.Entry.Path, _path));
            Visit(path);
            if (_targets.Count > 0)
                Show(path, inode?.Attributes ?? InodeAttributes.Of(reader.Entry));
        }
    }

    private void Show(ReadOnlySpan<byte> path, InodeAttributes attributes)
    {
        foreach (var target in _targets[state.Scope.Hash.Of(path)])
            target.Shown = attributes;
    }

    private void Visit(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
            return;
        var directory = path[..Math.Max(0, path.LastIndexOf((byte)'/'))];
        if (!directory.SequenceEqual(_directory))
            Enter(directory);
        if (!_isOver)
            Judge(state.Scope.Hash.Child(_key, path[(directory.Length == 0 ? 0 : directory.Length + 1)..]), path, isLast: true);
    }

    private void Enter(ReadOnlySpan<byte> directory)
    {
        Restart();
        _directory = directory.ToArray();
        for (var end = 0; end < directory.Length && !_isOver;)
        {
            var start = end == 0 ? 0 : end + 1;
            var slash = directory[start..].IndexOf((byte)'/');
            end = slash < 0 ? directory.Length : start + slash;
            _key = state.Scope.Hash.Child(_key, directory[start..end]);
            _isOver = Judge(_key, directory[..end], isLast: false);
        }
    }

    private void Restart() =>
        (_directory, _key, _sealedEnd, _isOver) =
            ([], PathHash.Root, state.IsSealed(PathHash.Root) ? SealedRoot : NotSealed, false);

    /// <summary>
    /// Judges one step of the way; true if nothing further down needs a look. Below a sealed directory all is hidden,
    /// but a marker is only needed for what nothing replaces. Engines ignore an opaque root, so what is in it is marked.
    /// </summary>
    private bool Judge(PathKey key, ReadOnlySpan<byte> path, bool isLast)
    {
        var view = state.ViewOf(key);
        if ((view & PathView.Occupied) != 0)
            return true;
        if ((view & PathView.Directory) != 0)
        {
            if (!isLast && (_sealedEnd == SealedRoot || (_sealedEnd == NotSealed && (view & PathView.Sealed) != 0)))
                (_sealedEnd, _sealedKey) = (path.Length, key);
            return false;
        }
        if (_sealedEnd > SealedRoot)
            _markers.HideBelow(_sealedKey, path[.._sealedEnd]);
        else if (_sealedEnd == SealedRoot || (view & PathView.Taken) != 0)
            _markers.Hide(key, path);
        else
            return false;
        return true;
    }
}
