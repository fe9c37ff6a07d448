namespace Squash.Merging;

/// <summary>The records of inodes that have hard links: kept until the last of them, and repeated on each (R22).</summary>
internal sealed class LinkRecords
{
    private readonly RecordAllowance _kept = new(MergeLimits.KeptRecordBytes, "files with hard links have");
    private readonly RecordAllowance _repeated = new(MergeLimits.RepeatedRecordBytes, "hard links repeat");

    /// <summary>Records that stay in memory.</summary>
    public byte[] Keep(byte[] records)
    {
        _kept.Take(records.Length);
        return records;
    }

    /// <summary>The xattrs of an inode for one more link, which has records of its own.</summary>
    public byte[] Repeat(byte[] xattrs, byte[] after)
    {
        _repeated.Take(xattrs.Length);
        return [.. after, .. xattrs];
    }
}
