using Squash.Tar;

namespace Squash.Merging;

/// <summary>Parts a PAX payload into the xattrs, which belong to the inode, and the rest, which belongs to the entry.</summary>
internal static class XattrRecords
{
    /// <summary>The records of xattrs, as they stand; those that must not be copied the writer leaves out (R34).</summary>
    public static byte[] Of(ReadOnlySpan<byte> payload) => Select(payload, xattrs: true);

    /// <summary>All other records, as they stand.</summary>
    public static byte[] Except(ReadOnlySpan<byte> payload) => Select(payload, xattrs: false);

    /// <summary>Whether one of them is an overlay file system's own.</summary>
    public static bool HasOverlay(ReadOnlySpan<byte> payload)
    {
        foreach (var record in new PaxRecords(payload))
        {
            if (PaxKey.IsOverlayXattr(record.Key))
                return true;
        }
        return false;
    }

    private static byte[] Select(ReadOnlySpan<byte> payload, bool xattrs)
    {
        if (payload.IsEmpty)
            return [];
        var selected = new List<byte>(payload.Length);
        foreach (var record in new PaxRecords(payload))
        {
            if (record.Key.StartsWith(PaxKey.Xattr) == xattrs)
                selected.AddRange(record.Raw);
        }
        return [.. selected];
    }
}
