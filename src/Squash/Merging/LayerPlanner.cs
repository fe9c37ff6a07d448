using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// Decides for the entries of one layer which survive, knowing only what the layers above said and what this one has
/// said so far. Layers come top first, each in its own order.
/// </summary>
internal sealed class LayerPlanner(PlanState state)
{
    private readonly LayerScope _scope = state.Scope;
    private readonly SurvivorBits _survivors = state.Survivors;
    private readonly PathTrail _trail = new(state.Scope, state.Survivors, state.Implied);
    private readonly byte[] _path = new byte[TarLimits.PathBytes];
    private readonly byte[] _linkPath = new byte[TarLimits.PathBytes];

    /// <summary>Reads one layer's headers; the number of its entries.</summary>
    public uint Plan(TarReader reader, CancellationToken cancellationToken)
    {
        _trail.Begin();
        state.Implied.Begin();
        uint count = 0;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_scope.First + ++count >= PlanState.MostEntries)
                throw new NotSupportedException($"the image has more than {PlanState.MostEntries} entries");
            try
            {
                Take(reader.Entry, _scope.First + count);
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException(
                    $"{EntryName.Show(reader.Entry.Path)} at offset {reader.Entry.Offset}: {error.Message}", error);
            }
        }
        return count;
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
            var path = LayerPath.Parse(reader.Entry.Path, _path).Bytes;
            if (!_scope.IsAlive(path, entry))
                _scope.Record(_scope.Hash.Of(path)).DropEntry(_survivors);
        }
    }

    private void Take(TarEntry entry, uint number)
    {
        var path = LayerPath.Parse(entry.Path, _path);
        switch (Whiteout.Classify(path))
        {
            case WhiteoutKind.Whiteout:
                TakeWhiteout(path, number);
                break;
            case WhiteoutKind.Opaque:
                TakeOpaque(path.Parent);
                break;
            case WhiteoutKind.LinkStore when entry.Type == TarEntryType.RegularFile:
                TakeNonDirectory(path, _trail.Enter(path, number, isOutside: true) with { HidesEntries = true }, number);
                break;
            case WhiteoutKind.None when path.IsRoot && (entry.Path.IsEmpty || entry.Type != TarEntryType.Directory):
                state.Warnings.Add(_scope.Layer, path.Bytes, "an entry for the root that is no directory was ignored (R4)");
                break;
            case WhiteoutKind.None when path.IsRoot:
                KeepDirectory(ref _scope.Record(PathHash.Root), path.Bytes, entry, number, hidden: false);
                break;
            case WhiteoutKind.None:
                TakeEntry(path, entry, number);
                break;
        }
    }

    private void TakeEntry(LayerPath path, TarEntry entry, uint number)
    {
        // The target is what it was before the link took its own place.
        if (entry.Type == TarEntryType.HardLink)
            state.Links.Take(entry, number, path, LayerPath.Parse(entry.LinkPath, _linkPath));
        var directory = _trail.Enter(path, number, isOutside: false);
        if (entry.Type == TarEntryType.Directory)
            TakeDirectory(path, directory, entry, number);
        else
            TakeNonDirectory(path, directory, number);
    }

    private void TakeDirectory(LayerPath path, TrailStep directory, TarEntry entry, uint number)
    {
        ref var record = ref _scope.Record(_scope.Hash.Child(directory.Key, path.Name));
        KeepDirectory(ref record, path.Bytes, entry, number, directory.HidesEntries);
    }

    private void KeepDirectory(ref PathRecord record, ReadOnlySpan<byte> path, TarEntry entry, uint number, bool hidden)
    {
        record.DropEntry(_survivors);
        record.SetKind(InLayer.Directory, number, hidden);
        if (hidden || (record.View & PathView.Taken) != 0)
            return;
        _survivors[number] = true;
        record.View |= PathView.HasEntry;
        state.Directories.Add(number, path, entry);
    }

    private void TakeNonDirectory(LayerPath path, TrailStep directory, uint number)
    {
        ref var record = ref _scope.Record(_scope.Hash.Child(directory.Key, path.Name));
        if (_scope.KindOf(record, path.Bytes) is InLayer.Implicit or InLayer.Directory)
            _scope.Clear(record.Key, number);
        record.DropEntry(_survivors);
        record.SetKind(InLayer.NonDirectory, number, directory.HidesEntries);
        if (directory.HidesEntries)
            return;
        if ((record.View & (PathView.Taken | PathView.Directory)) == PathView.Directory)
            state.Warnings.Add(_scope.Layer, path.Bytes, "an upper layer has entries below it, so it became a directory (R3)");
        else if ((record.View & (PathView.Taken | PathView.Addressed)) == PathView.Addressed)
            state.Warnings.Add(_scope.Layer, path.Bytes, "a whiteout below it in an upper layer had no effect (R9)");
        _survivors[number] = (record.View & (PathView.Taken | PathView.Directory)) == 0;
    }

    private void TakeWhiteout(LayerPath whiteout, uint number)
    {
        var directory = _scope.Hash.Of(whiteout.Parent.Bytes);
        var hidden = IsHidden(whiteout.Parent.Bytes) ? InLayer.Hidden : InLayer.None;
        _scope.Record(directory).Add(InLayer.Addressed, number);
        _scope.Record(_scope.Hash.Child(directory, Whiteout.Deleted(whiteout))).Add(InLayer.Whiteout | hidden, number);
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

    /// <summary>Whether upper layers hide what this layer has in a directory.</summary>
    private bool IsHidden(ReadOnlySpan<byte> directory)
    {
        var key = PathHash.Root;
        var hidden = state.IsSealed(key);
        while (!directory.IsEmpty && !hidden)
        {
            var slash = directory.IndexOf((byte)'/');
            key = _scope.Hash.Child(key, slash < 0 ? directory : directory[..slash]);
            hidden = state.IsSealed(key);
            directory = slash < 0 ? default : directory[(slash + 1)..];
        }
        return hidden;
    }
}
