using System.Globalization;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>Who shall own every entry of a flat layer, for hosts that can give files to one user only.</summary>
/// <param name="Uid">User.</param>
/// <param name="Gid">Group.</param>
public readonly record struct Owner(uint Uid, uint Gid)
{
    private const uint Largest = uint.MaxValue - 1;
    private const ushort SetUid = 0x800;
    private const ushort SetGid = 0x400;
    private const ushort GroupExecute = 8;

    private static ReadOnlySpan<byte> Capability => "SCHILY.xattr.security.capability"u8;

    /// <summary>Reads <c>UID:GID</c>; null if it is anything else.</summary>
    public static Owner? Parse(string text) =>
        text.Split(':') is [var user, var group] && TryParse(user, out var uid) && TryParse(group, out var gid)
            ? new Owner(uid, gid)
            : null;

    /// <summary>Whether an entry of these owners is given to another.</summary>
    public bool Changes(uint uid, uint gid) => (uid, gid) != (Uid, Gid);

    /// <summary>
    /// Gives an entry to this owner as chown(2) does: a program of another's loses setuid, setgid and its capabilities,
    /// since they would now be this owner's to lend. User and group names would be wrong, and go.
    /// </summary>
    public void Take(ref TarHeader header) => Take(ref header, Changes(header.Uid, header.Gid));

    /// <summary>The same for one name of an inode, whose owner another name may have changed since (R22).</summary>
    internal void Take(ref TarHeader header, bool changesInode)
    {
        if (Changes(header.Uid, header.Gid))
            header.UserName = header.GroupName = default;
        (header.Uid, header.Gid) = (Uid, Gid);
        if (!changesInode || header.Type is not (TarEntryType.RegularFile or TarEntryType.HardLink))
            return;
        header.Mode = (ushort)(header.Mode & ~SetUid);
        if ((header.Mode & GroupExecute) != 0)
            header.Mode = (ushort)(header.Mode & ~SetGid);
        header.Records = WithoutCapability(header.Records);
    }

    private static ReadOnlySpan<byte> WithoutCapability(ReadOnlySpan<byte> records)
    {
        if (records.IndexOf(Capability) < 0)
            return records;
        var kept = new List<byte>(records.Length);
        foreach (var record in new PaxRecords(records))
        {
            if (!record.Key.SequenceEqual(Capability))
                kept.AddRange(record.Raw);
        }
        return kept.ToArray();
    }

    private static bool TryParse(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id <= Largest;
}
