using Squash.Layers;
using Squash.Tar;
using Squash.Text;

namespace Squash.Merging;

/// <summary>
/// Decides for the entries of one layer which survive, knowing only what the layers above said and what this one has
/// said so far. Layers come top first, each in its own order.
/// </summary>
internal sealed class LayerPlanner(PlanState state)
{
    private readonly LayerScope _scope = state.Scope;
    private readonly SurvivorBits _survivors = state.Survivors;
    private readonly PathTrail _trail = new(state);
    private readonly byte[] _path = new byte[TarLimits.PathBytes];
    private readonly byte[] _linkPath = new byte[TarLimits.PathBytes];
    private readonly byte[] _ledPath = new byte[TarLimits.PathBytes];
    private readonly byte[] _ledLinkPath = new byte[TarLimits.PathBytes];

    private uint _number;

    /// <summary>Reads one layer's headers; the number of its entries.</summary>
    public uint Plan(TarReader reader, CancellationToken cancellationToken)
    {
        state.Implied.Begin();
        _number = _scope.First;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++_number >= PlanState.MostEntries)
                throw new NotSupportedException($"the image has more than {PlanState.MostEntries} entries");
            try
            {
                Take(reader.Entry);
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException(
                    $"{Printable.Text(reader.Entry.Path)} at offset {reader.Entry.Offset}: {error.Message}", error);
            }
        }
        return _number - _scope.First;
    }

    /// <summary>
    /// Reads a layer again in which entries replaced directories of the same layer, and takes back what was in them
    /// (R16).
    /// </summary>
    public void DropReplaced(TarReader reader, CancellationToken cancellationToken)
    {
        for (var entry = _scope.First + 1; reader.Read(); entry++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_survivors[entry])
                continue;
            var path = state.Paths.Of(entry, LayerPath.Parse(reader.Entry.Path, _path));
            if (_scope.IsAlive(path, entry))
                continue;
            ref var record = ref _scope.Record(_scope.Hash.Of(path));
            record.DropEntry(_survivors);
            record.InLayer &= ~InLayer.Kind;
        }
    }

    private void Take(TarEntry entry)
    {
        if (state.Phase != PlanPhase.Kept)
            state.OnHoles?.Invoke(entry.Size - entry.StoredBytes);
        var path = LayerPath.Parse(entry.Path, _path);
        // No Linux has such a path, and with a directory's slash no reader takes it.
        if (path.Bytes.Length == TarLimits.PathBytes)
            throw new InvalidDataException($"its path is longer than {TarLimits.PathBytes - 1} bytes");
        switch (Whiteout.Classify(path))
        {
            case WhiteoutKind.Whiteout:
                TakeWhiteout(path);
                break;
            case WhiteoutKind.Opaque:
                TakeOpaque(path.Parent);
                break;
            case WhiteoutKind.LinkStore when entry.Type == TarEntryType.RegularFile
                    && _trail.Enter(path, _number, isOutside: true) is { } store:
                TakeNonDirectory(path, store with { HidesEntries = true });
                break;
            case WhiteoutKind.None when path.IsRoot && (entry.Path.IsEmpty || entry.Type != TarEntryType.Directory):
                WarnOfLoss(path, "an entry for the root that is no directory was ignored (R4)");
                break;
            case WhiteoutKind.None when path.IsRoot:
                WarnOfOverlay(path, entry);
                KeepDirectory(ref _scope.Record(PathHash.Root), path.Bytes, entry, hidden: false);
                break;
            case WhiteoutKind.None:
                TakeEntry(path, entry);
                break;
        }
    }

    private void TakeEntry(LayerPath path, TarEntry entry)
    {
        WarnOfOverlay(path, entry);
        // The target is what it was before the link took its own place.
        if (entry.Type == TarEntryType.HardLink)
            TakeLink(path = Lead(path), entry);
        if (_trail.Enter(path, _number, isOutside: false) is not { } directory)
        {
            path = Lead(path);
            directory = _trail.Enter(path, _number, isOutside: false)!.Value;
        }
        if (entry.Type == TarEntryType.Directory)
            TakeDirectory(path, directory, entry);
        else
            TakeNonDirectory(path, directory);
    }

    private void TakeLink(LayerPath path, TarEntry entry)
    {
        var recorded = LayerPath.Parse(entry.LinkPath, _linkPath);
        var target = state.Symlinks.Follow(recorded, _ledLinkPath);
        var inode = state.Links.Take(entry, _number, path, target);
        // Its recorded target is no path of the flat layer.
        inode.IsDisturbed |= target.Bytes != recorded.Bytes;
    }

    /// <summary>Where symbolic links of the layer lead an entry.</summary>
    private LayerPath Lead(LayerPath path)
    {
        var led = state.Symlinks.Follow(path, _ledPath);
        if (led.Bytes != path.Bytes)
            state.Paths.Add(_number, led);
        return led;
    }

    private void WarnOfOverlay(LayerPath path, TarEntry entry)
    {
        if (!entry.IsCanonical && XattrRecords.HasOverlay(entry.PaxPayload))
            WarnOfLoss(path, "an xattr of an overlay file system was left out (R34)");
    }

    private void TakeDirectory(LayerPath path, TrailStep directory, TarEntry entry)
    {
        ref var record = ref _scope.Record(_scope.Hash.Child(directory.Key, path.Name));
        KeepDirectory(ref record, path.Bytes, entry, directory.HidesEntries);
    }

    private void KeepDirectory(ref PathRecord record, ReadOnlySpan<byte> path, TarEntry entry, bool hidden)
    {
        record.DropEntry(_survivors);
        record.SetKind(InLayer.Directory, _number, hidden);
        if (hidden || (record.View & PathView.Taken) != 0)
            return;
        _survivors[_number] = true;
        record.View |= PathView.HasEntry;
        state.Directories.Add(_number, path, entry);
    }

    private void TakeNonDirectory(LayerPath path, TrailStep directory)
    {
        ref var record = ref _scope.Record(_scope.Hash.Child(directory.Key, path.Name));
        if (_scope.KindOf(record, path.Bytes) is InLayer.Implicit or InLayer.Directory)
            _scope.Clear(record.Key, _number);
        record.DropEntry(_survivors);
        record.SetKind(InLayer.NonDirectory, _number, directory.HidesEntries);
        if (directory.HidesEntries)
            return;
        if ((record.View & (PathView.Taken | PathView.Directory)) == PathView.Directory)
            state.Warnings.Add(_scope.Layer, path.Bytes, "an upper layer has entries below it, so it became a directory (R3)");
        else if ((record.View & (PathView.Taken | PathView.Addressed)) == PathView.Addressed)
            state.Warnings.Add(_scope.Layer, path.Bytes, "a whiteout below it in an upper layer had no effect (R9)");
        _survivors[_number] = (record.View & (PathView.Taken | PathView.Directory)) == 0;
        if (state.Phase == PlanPhase.Squashed && _survivors[_number])
            _scope.Record(directory.Key).View |= PathView.Holds;
    }

    /// <summary>A layer that is kept loses nothing.</summary>
    private void WarnOfLoss(LayerPath path, string what)
    {
        if (state.Phase != PlanPhase.Kept)
            state.Warnings.Add(_scope.Layer, path.Bytes, what);
    }

    private void TakeWhiteout(LayerPath whiteout)
    {
        var directory = _scope.Hash.Of(whiteout.Parent.Bytes);
        _scope.Record(directory).Add(InLayer.Addressed, _number);
        _scope.Record(_scope.Hash.Child(directory, Whiteout.Deleted(whiteout))).Add(InLayer.Whiteout, _number);
    }

    /// <summary>An opaque directory exists, and so do those above it, before the first entry of the layer (R7, R8).</summary>
    private void TakeOpaque(LayerPath directory)
    {
        _scope.NoteOpaque();
        var key = PathHash.Root;
        var path = directory.Bytes;
        var hidden = false;
        for (var end = 0; end < path.Length;)
        {
            hidden |= (_scope.Record(key).View & PathView.Sealed) != 0;
            var start = end == 0 ? 0 : end + 1;
            var slash = path[start..].IndexOf((byte)'/');
            end = slash < 0 ? path.Length : start + slash;
            key = _scope.Hash.Child(key, path[start..end]);
            ref var record = ref _scope.Record(key);
            if (record.Kind == InLayer.None)
            {
                record.SetKind(InLayer.Implicit, _scope.First, hidden);
                state.Implied.Note(record, path[..end], hidden);
            }
            record.Add(InLayer.WasImplied, _scope.First);
        }
        _scope.Record(key).Add(InLayer.Opaque, _scope.First);
    }
}
