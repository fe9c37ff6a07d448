namespace Squash.Merging;

/// <summary>An inode that has hard links: which entry has its data, and who carries it in the flat layer (R19, R20).</summary>
internal sealed class Inode
{
    /// <summary>Marks stamps of links that are bound at the end of their layer, after all others of it (R24).</summary>
    private const ulong DeferredStamp = 1UL << 32;

    /// <summary>Number of the entry with the data; null while it is looked for in lower layers (R24).</summary>
    public uint? DataEntry { get; init; }

    /// <summary>The inode that this one turned out to be.</summary>
    public Inode? SameAs;

    /// <summary>Whether links must be written anew: some name of it is gone, or was linked out of order.</summary>
    public bool IsDisturbed;

    /// <summary>Attributes that the last link gave it, and when (a number that grows with the order of application).</summary>
    public InodeAttributes Attributes;
    public ulong AttributesStamp;

    /// <summary>The first surviving link, should the data's own path not survive.</summary>
    public uint CarrierEntry;
    public byte[]? CarrierPath;
    public ulong CarrierStamp = ulong.MaxValue;

    /// <summary>Whether the data is in a kept layer and the new layer has a copy of it (P4).</summary>
    public bool IsAdopted;

    /// <summary>Whether the data's own path survives as a link although another path carries the data.</summary>
    public bool KeepsOwnPath;

    /// <summary>Whether <see cref="CarrierPath"/> is decided.</summary>
    public bool IsSettled;

    /// <summary>While merging: the path under which the data was written; null until then.</summary>
    public byte[]? WrittenPath;
    public bool IsWritten;

    /// <summary>While merging: the xattr records of the data entry, repeated on every link (R22).</summary>
    public byte[] Xattrs = [];

    /// <summary>
    /// What the last link said that was applied while the data was not known, and its stamp as that of a link which is
    /// bound at the end of its layer; 0 if there was none.
    /// </summary>
    public InodeAttributes UnboundAttributes;
    public ulong UnboundStamp;

    /// <summary>Applies what a link says; the last one's stays, by its stamp.</summary>
    public void Apply(InodeAttributes attributes, ulong stamp)
    {
        if (DataEntry is null && (stamp | DeferredStamp) > UnboundStamp)
            (UnboundAttributes, UnboundStamp) = (attributes, stamp | DeferredStamp);
        if (stamp > AttributesStamp)
            (Attributes, AttributesStamp) = (attributes, stamp);
    }

    /// <summary>Follows <see cref="SameAs"/>, and shortens the way for the next time: chains may be as long as a layer.</summary>
    public Inode Resolved
    {
        get
        {
            var inode = this;
            while (inode.SameAs is { } next)
            {
                inode.SameAs = next.SameAs ?? next;
                inode = next;
            }
            return inode;
        }
    }

    /// <summary>Makes this one and another the same; the later attributes and the earlier carrier stay.</summary>
    public void Absorb(Inode other)
    {
        if (ReferenceEquals(this, other))
            return;
        other.SameAs = this;
        IsDisturbed = true;
        if (other.AttributesStamp > AttributesStamp)
            (Attributes, AttributesStamp) = (other.Attributes, other.AttributesStamp);
        if (other.CarrierStamp < CarrierStamp)
            (CarrierEntry, CarrierPath, CarrierStamp) = (other.CarrierEntry, other.CarrierPath, other.CarrierStamp);
    }
}
