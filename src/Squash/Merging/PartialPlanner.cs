using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// Cuts the plan of a whole stack down to the layer that stands on its kept layers: of these only the data remains that
/// squashed layers link to (P4), and the directories that something of the new layer is in.
/// </summary>
internal sealed class PartialPlanner(PlanState state, MergePlan kept, LayerMarkers markers)
{
    private readonly HashSet<PathKey> _needed = [];
    private readonly byte[] _path = new byte[TarLimits.PathBytes];

    private PathHash Hash => state.Scope.Hash;

    /// <summary>Cuts; whether the new layer changes anything of what shows (P2).</summary>
    public bool Plan(
        IReadOnlyList<PlannedLayer> planned, IReadOnlyList<Func<Stream>> layers, CancellationToken cancellationToken)
    {
        var lastSquashed = planned[kept.Layers.Count - 1].First;
        var others = state.Survivors.CountTo(lastSquashed) - state.Directories.CountTo(lastSquashed);
        var adopted = Adopted(lastSquashed);
        state.Survivors.ClearAfter(lastSquashed);
        foreach (var entry in adopted)
            state.Survivors[entry] = true;
        for (var layer = 0; layer < kept.Layers.Count && adopted.Count > 0; layer++)
        {
            using var stream = layers[layer]();
            LayerError.Name(
                layer, () => TakeAdopted(new TarReader(stream, TarReader.SkimmingBuffer), planned[layer].First, cancellationToken));
        }
        for (var i = 0; i < markers.Count; i++)
            NeedParents(markers[i]);
        var isChanged = KeepDirectories() || others > 0 || adopted.Count > 0 || markers.Count > 0;
        // What an entry of the same layer replaced may have been in a directory; there is no layer to repeat it for.
        if (!isChanged)
            state.Directories.Keep([]);
        return isChanged;
    }

    private List<uint> Adopted(uint lastSquashed) =>
    [
        .. from linked in state.Links.Inodes.All
           where linked.Entry > lastSquashed && linked.Inode.Resolved.IsAdopted && state.Survivors[linked.Entry]
           select linked.Entry,
    ];

    /// <summary>Of a kept layer only the holes of what is copied from it are written; and it needs its directories.</summary>
    private void TakeAdopted(TarReader reader, uint first, CancellationToken cancellationToken)
    {
        for (var number = first + 1; reader.Read(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!state.Survivors[number])
                continue;
            state.OnHoles?.Invoke(reader.Entry.Size - reader.Entry.StoredBytes);
            var inode = state.Links.Inodes.GetOrAdd(number).Resolved;
            var carrier = inode.DataEntry == number ? inode.CarrierPath : null;
            if (carrier is not null)
                NeedParents(carrier);
            if (carrier is null || inode.KeepsOwnPath)
                NeedParents(state.Paths.Of(number, LayerPath.Parse(reader.Entry.Path, _path)));
        }
    }

    private void NeedParents(ReadOnlySpan<byte> path)
    {
        for (var slash = path.LastIndexOf((byte)'/'); slash > 0; slash = path.LastIndexOf((byte)'/'))
        {
            path = path[..slash];
            if (!_needed.Add(Hash.Of(path)))
                return;
        }
    }

    /// <summary>
    /// Leaves the directories that the kept layers do not show just so, and those above anything of the new layer:
    /// engines give a parent without an entry attributes of their own (R5). Whether any is of the first kind.
    /// </summary>
    private bool KeepDirectories()
    {
        var directories = state.Directories;
        var changed = Changed();
        for (var i = 0; i < directories.Count; i++)
        {
            var path = directories.PathOf(i);
            if (changed[i])
                NeedParents(path);
            else if ((state.ViewOf(Hash.Of(path)) & PathView.Holds) != 0 && !path.IsEmpty && _needed.Add(Hash.Of(path)))
                NeedParents(path);
        }
        directories.Keep([.. Enumerable.Range(0, directories.Count)
            .Where(i => changed[i] || _needed.Contains(Hash.Of(directories.PathOf(i))))]);
        return changed.Contains(true);
    }

    /// <summary>For each directory: whether the kept layers show it otherwise, or not at all, or an opaque marker hides theirs.</summary>
    private bool[] Changed()
    {
        var directories = state.Directories;
        var changed = new bool[directories.Count];
        var below = 0;
        for (var i = 0; i < changed.Length; i++)
        {
            var path = directories.PathOf(i);
            while (below < kept.Directories.Count && kept.Directories.PathOf(below).SequenceCompareTo(path) < 0)
                below++;
            changed[i] = below == kept.Directories.Count || !directories.IsSame(i, kept.Directories, below)
                || (markers.HasOpaque && IsBelowOpaque(path));
        }
        return changed;
    }

    private bool IsBelowOpaque(ReadOnlySpan<byte> path)
    {
        for (var slash = path.LastIndexOf((byte)'/'); slash > 0; slash = path.LastIndexOf((byte)'/'))
        {
            path = path[..slash];
            if (markers.IsOpaque(Hash.Of(path)))
                return true;
        }
        return false;
    }
}
