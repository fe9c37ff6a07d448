using Squash.Layers;

namespace Squash.Merging;

/// <summary>All that is known of one path, in 24 bytes.</summary>
internal struct PathRecord
{
    /// <summary>The path.</summary>
    public PathKey Key;

    /// <summary>Number of the entry that spoke last; below the layer's first number: of an upper layer.</summary>
    public uint Entry;

    /// <summary>What upper layers said; up to date after <see cref="Settle"/>.</summary>
    public PathView View;

    /// <summary>What this layer says.</summary>
    public InLayer InLayer;

    /// <summary>The kind in this layer.</summary>
    public readonly InLayer Kind => InLayer & InLayer.Kind;

    /// <summary>Whether a surviving directory shows here although no entry of it survives.</summary>
    public readonly bool IsImplicit => (View & (PathView.Directory | PathView.HasEntry)) == PathView.Directory;

    /// <summary>Takes what an upper layer said into the view, once the numbers show that the layer is over.</summary>
    public void Settle(uint firstOfLayer)
    {
        if (Entry >= firstOfLayer || InLayer == InLayer.None)
            return;
        if ((InLayer & InLayer.Hidden) == 0)
        {
            if ((View & (PathView.Taken | PathView.Directory)) == 0 && Kind == InLayer.NonDirectory)
                View |= PathView.Occupied;
            if ((View & PathView.Taken) == 0 && Kind is InLayer.Implicit or InLayer.Directory)
                View |= PathView.Directory;
            if ((InLayer & (InLayer.Whiteout | InLayer.WasNonDirectory)) != 0)
                View |= PathView.Taken | PathView.Sealed;
            if (Kind == InLayer.Directory)
                View |= PathView.Taken;
            if ((InLayer & InLayer.Opaque) != 0)
                View |= PathView.Sealed;
            if ((InLayer & InLayer.Addressed) != 0)
                View |= PathView.Addressed;
        }
        InLayer = InLayer.None;
    }

    /// <summary>Sets the kind in this layer and keeps the rest.</summary>
    public void SetKind(InLayer kind, uint entry, bool hidden)
    {
        InLayer = (InLayer & ~InLayer.Kind) | kind | (hidden ? InLayer.Hidden : InLayer.None);
        if (kind == InLayer.NonDirectory)
            InLayer |= InLayer.WasNonDirectory;
        Entry = entry;
    }

    /// <summary>Adds what is not a kind (a whiteout, an opaque marker); <paramref name="entry"/> keeps it from looking old.</summary>
    public void Add(InLayer flags, uint entry)
    {
        if (InLayer == InLayer.None)
            Entry = entry;
        InLayer |= flags;
    }

    /// <summary>Takes back the entry that this layer has here: a later one is in its place.</summary>
    public void DropEntry(SurvivorBits survivors)
    {
        if (Kind is not (InLayer.Directory or InLayer.NonDirectory))
            return;
        survivors[Entry] = false;
        if ((View & PathView.Taken) == 0)
            View &= ~PathView.HasEntry;
    }
}
