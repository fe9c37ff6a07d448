using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>Writes the entries of one layer that share inodes: data under a path that survives, links after it.</summary>
internal sealed class LinkWriter(TarHeaderWriter writer, Stream target, Owner? owner, LinkRecords records)
{
    private readonly byte[] _linkPath = new byte[TarLimits.PathBytes];
    private readonly List<(Inode Inode, byte[] Path, byte[] Records)> _deferred = [];

    /// <summary>How many data entries were written as links too.</summary>
    public int OwnPaths { get; private set; }

    /// <summary>Writes the data entry or one link of an inode.</summary>
    public void Write(TarReader reader, ReadOnlySpan<byte> path, Inode inode, CancellationToken cancellationToken)
    {
        if (reader.Entry.Type != TarEntryType.HardLink)
            WriteData(reader, path, inode, cancellationToken);
        else if (!inode.IsDisturbed)
            WriteLink(reader, path, inode, cancellationToken);
        else if (inode.IsWritten)
            WriteRetargeted(inode, path, XattrRecords.Except(reader.Entry.PaxPayload));
        else
            _deferred.Add((inode, path.ToArray(), records.Keep(XattrRecords.Except(reader.Entry.PaxPayload))));
    }

    /// <summary>Writes the links whose data comes later in the layer than they do (R24).</summary>
    public void WriteDeferred()
    {
        foreach (var (inode, path, own) in _deferred)
            WriteRetargeted(inode, path, own);
    }

    private void WriteData(TarReader reader, ReadOnlySpan<byte> path, Inode inode, CancellationToken cancellationToken)
    {
        inode.IsWritten = true;
        inode.Xattrs = records.Keep(XattrRecords.Of(reader.Entry.PaxPayload));
        var header = TarHeader.From(reader.Entry);
        header.Path = inode.CarrierPath ?? path;
        var keepsOwner = KeepsOwner(reader.Entry, inode);
        if (inode.IsDisturbed)
        {
            inode.WrittenPath = header.Path.ToArray();
            inode.Attributes.ApplyTo(ref header);
        }
        else if (reader.Entry.IsCanonical && path.SequenceEqual(reader.Entry.Path) && keepsOwner)
        {
            reader.CopyRawTo(target, cancellationToken);
            return;
        }
        owner?.Take(ref header, ChangesOwner(inode));
        (byte[] Path, byte[] Records)? own = inode.KeepsOwnPath ? (path.ToArray(), XattrRecords.Except(reader.Entry.PaxPayload)) : null;
        LayerMerger.WriteAnew(reader, header, writer, target, cancellationToken);
        if (own is not var (ownPath, ownRecords))
            return;
        WriteRetargeted(inode, ownPath, ownRecords);
        OwnPaths++;
    }

    /// <summary>A link none of whose inode's names is gone: its own target stands, and was written before.</summary>
    private void WriteLink(TarReader reader, ReadOnlySpan<byte> path, Inode inode, CancellationToken cancellationToken)
    {
        var linkPath = LayerPath.Parse(reader.Entry.LinkPath, _linkPath).Bytes;
        var xattrs = XattrRecords.Of(reader.Entry.PaxPayload);
        if (reader.Entry.IsCanonical && path.SequenceEqual(reader.Entry.Path)
            && linkPath.SequenceEqual(reader.Entry.LinkPath) && xattrs.AsSpan().SequenceEqual(inode.Xattrs)
            && KeepsOwner(reader.Entry, inode))
        {
            reader.CopyRawTo(target, cancellationToken);
            return;
        }
        var header = TarHeader.From(reader.Entry);
        header.Path = path;
        header.LinkPath = linkPath;
        header.Records = records.Repeat(inode.Xattrs, after: XattrRecords.Except(reader.Entry.PaxPayload));
        owner?.Take(ref header, ChangesOwner(inode));
        target.Write(writer.Write(header));
    }

    private void WriteRetargeted(Inode inode, ReadOnlySpan<byte> path, byte[] ownRecords)
    {
        var header = new TarHeader { Type = TarEntryType.HardLink, Path = path, LinkPath = inode.WrittenPath };
        inode.Attributes.ApplyTo(ref header);
        header.Records = records.Repeat(inode.Xattrs, after: ownRecords);
        owner?.Take(ref header, ChangesOwner(inode));
        target.Write(writer.Write(header));
    }

    private bool ChangesOwner(Inode inode) => owner?.Changes(inode.Attributes.Uid, inode.Attributes.Gid) is true;

    private bool KeepsOwner(TarEntry entry, Inode inode) =>
        !ChangesOwner(inode) && owner?.Changes(entry.Uid, entry.Gid) is not true;
}
