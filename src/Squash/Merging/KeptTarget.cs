using Squash.Layers;

namespace Squash.Merging;

/// <summary>Hard links of squashed layers whose data is in a kept one, under one of its names there (P4).</summary>
internal sealed class KeptTarget
{
    private readonly Inode _inode;
    private readonly uint _lastSquashed;
    private readonly uint _carrierEntry;
    private readonly byte[]? _carrierPath;

    /// <summary>Notes links that are pending when the squashed layers are planned.</summary>
    public KeptTarget(PendingTarget pending, PathKey key, uint lastSquashed)
    {
        (_inode, Key, _lastSquashed) = (pending.Inode, key, lastSquashed);
        var links = _inode.Resolved;
        (_carrierEntry, _carrierPath, CarrierStamp) = (links.CarrierEntry, links.CarrierPath, links.CarrierStamp);
    }

    /// <summary>The key of the target's path.</summary>
    public PathKey Key { get; }

    /// <summary>When the first of the links that survive was applied; none does if it is the largest number.</summary>
    public ulong CarrierStamp { get; }

    /// <summary>What the kept layers alone show of the target.</summary>
    public InodeAttributes? Shown { get; set; }

    /// <summary>
    /// Gives the data to the first surviving link. Should none survive, a link that came and went may still have changed
    /// the attributes of the names that stay (R22).
    /// </summary>
    public void Adopt(SurvivorBits survivors)
    {
        var inode = _inode.Resolved;
        if (inode.IsAdopted || inode.DataEntry is not { } data || data <= _lastSquashed)
            return;
        inode.IsAdopted = _carrierPath is not null || Shown != inode.Attributes;
        if (_carrierPath is null)
            return;
        inode.KeepsOwnPath = survivors[data];
        (inode.CarrierEntry, inode.CarrierPath, inode.IsSettled) = (_carrierEntry, _carrierPath, true);
        survivors[data] = true;
        survivors[_carrierEntry] = false;
    }
}
