using Squash.Layers;
using Squash.Tar;
using Squash.Text;

namespace Squash.Merging;

/// <summary>Binds every hard link to the inode that its target names at that point of that layer (R19 to R24).</summary>
internal sealed class LinkBinder(LayerScope scope, SurvivorBits survivors)
{
    private const int LayerShift = 33;
    private readonly ChunkedList<LayerLink> _layer = new();
    private readonly ByteArena _paths = new();
    private readonly ByteArena _pendingPaths = new();
    private readonly List<KeptTarget> _kept = [];
    private ChunkedList<PendingTarget> _pending = new();

    /// <summary>The inodes of links and of their data entries.</summary>
    public InodeMap Inodes { get; } = new();

    /// <summary>Binds a link to what its target is now, or keeps it for the end of the layer; its inode so far.</summary>
    public Inode Take(TarEntry entry, uint number, LayerPath path, LayerPath target)
    {
        if (target.IsRoot || target.Bytes.SequenceEqual(path.Bytes))
            throw new InvalidDataException("a hard link leads to itself or to the root (R24)");
        var found = scope.Find(target.Bytes);
        if (found.Kind is InLayer.Directory or InLayer.Implicit)
            throw new InvalidDataException($"the target of the hard link, {Printable.Text(target.Bytes)}, is a directory (R24)");
        var isBound = found.Kind != InLayer.None;
        var inode = isBound ? InodeOf(found.Entry) : new Inode();
        Inodes.AddLink(number, inode);
        _layer.Add(new LayerLink(
            number, inode, _paths.Add(path.Bytes), isBound ? -1 : _paths.Add(target.Bytes),
            (found.Cut & InLayer.WasNonDirectory) == 0 && !Whiteout.IsInLinkStore(target)));
        inode.Apply(InodeAttributes.Of(entry), ((ulong)scope.Layer << LayerShift) | (number - scope.First));
        return inode;
    }

    /// <summary>Ends a layer: its bits are final, so links can be judged, and targets from above looked for.</summary>
    public void EndLayer()
    {
        var fromAbove = _pending;
        _pending = new();
        for (var at = 0; at < fromAbove.Count; at++)
            LookFor(fromAbove[at]);
        for (var at = 0; at < _layer.Count; at++)
        {
            if (_layer[at].Target >= 0)
                Defer(_layer[at]);
        }
        for (var at = 0; at < _layer.Count; at++)
            Judge(_layer[at]);
        _layer.Clear();
        _paths.Clear();
    }

    /// <summary>The layers from here on are kept: the links that look for their targets in them, to be told what shows there.</summary>
    public IReadOnlyList<KeptTarget> BeginKept(uint lastSquashed)
    {
        for (var at = 0; at < _pending.Count; at++)
            _kept.Add(new KeptTarget(_pending[at], scope.Hash.Of(_pendingPaths[_pending[at].Target]), lastSquashed));
        return _kept;
    }

    /// <summary>Ends planning: what is still missing is missing, and data whose own path is gone gets a carrier (R20).</summary>
    public void End()
    {
        for (var at = 0; at < _pending.Count; at++)
            FallBack(_pending[at]);
        foreach (var target in _kept.OrderBy(target => target.CarrierStamp))
            target.Adopt(survivors);
        foreach (var (_, inode) in Inodes.All)
            Settle(inode.Resolved);
    }

    private Inode InodeOf(uint entry) => Inodes.GetOrAdd(entry).Resolved;

    private void LookFor(PendingTarget pending)
    {
        var found = scope.Find(_pendingPaths[pending.Target]);
        if (found.Kind is InLayer.Directory or InLayer.Implicit)
            throw IsDirectory(pending);
        if (found.Kind != InLayer.None)
            InodeOf(found.Entry).Absorb(pending.Inode.Resolved);
        else if (found.Cut != InLayer.None)
            FallBack(pending);
        else
            _pending.Add(pending);
    }

    private void Defer(LayerLink link)
    {
        var target = _paths[link.Target];
        var found = scope.Find(target);
        var pending = new PendingTarget(
            link.Inode, _pendingPaths.Add(_paths[link.Path]), _pendingPaths.Add(target), scope.Layer, found.Entry);
        if (link.MayBeBelow && scope.WasImplied(target))
            throw IsDirectory(pending);
        if (!link.MayBeBelow || scope.HidesBelow(target))
        {
            if (found.Kind is InLayer.Directory or InLayer.Implicit)
                throw IsDirectory(pending);
            FallBack(pending);
        }
        else
        {
            _pending.Add(found.Kind is InLayer.Directory or InLayer.Implicit ? pending with { Fallback = 0 } : pending);
        }
    }

    /// <summary>Binds to what the link's own layer has; it and the links to it were applied when that was there (R24).</summary>
    private void FallBack(PendingTarget pending)
    {
        var inode = InodeOf(pending.Fallback > 0 ? pending.Fallback : throw Refused(pending, "does not exist there"));
        inode.Absorb(pending.Inode.Resolved);
        inode.Apply(pending.Inode.UnboundAttributes, pending.Inode.UnboundStamp);
    }

    private InvalidDataException IsDirectory(PendingTarget pending) => Refused(pending, "is a directory");

    private InvalidDataException Refused(PendingTarget pending, string why) => new(
        $"layer {pending.Layer}: {Printable.Text(_pendingPaths[pending.Link])}: the target of the hard link, "
        + $"{Printable.Text(_pendingPaths[pending.Target])}, {why} (R24)");

    private void Judge(LayerLink link)
    {
        var inode = link.Inode.Resolved;
        var stamp = ((ulong)scope.Layer << LayerShift) | (link.Entry - scope.First);
        inode.IsDisturbed |= !survivors[link.Entry];
        if (!survivors[link.Entry] || stamp >= inode.CarrierStamp
            || (inode.DataEntry is { } data && survivors[data]))
            return;
        (inode.CarrierEntry, inode.CarrierPath, inode.CarrierStamp) = (link.Entry, _paths[link.Path].ToArray(), stamp);
    }

    /// <summary>Decides under which path the data is written: its own, or that of the first surviving link.</summary>
    private void Settle(Inode inode)
    {
        if (inode.IsSettled)
            return;
        inode.IsSettled = true;
        if (inode.DataEntry is not { } data)
            throw new InvalidDataException("hard links lead to each other and to no data (R24)");
        if (survivors[data])
        {
            inode.CarrierPath = null;
            return;
        }
        inode.IsDisturbed = true;
        if (inode.CarrierPath is null)
            return;
        survivors[data] = true;
        survivors[inode.CarrierEntry] = false;
    }
}
