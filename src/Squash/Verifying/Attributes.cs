namespace Squash.Verifying;

/// <summary>What a link entry changes on the inode that it names (R22), and every other entry sets.</summary>
/// <param name="Mode">The permission bits with setuid, setgid and sticky; never more than 07777 (R33).</param>
/// <param name="Uid">The owner.</param>
/// <param name="Gid">The group.</param>
/// <param name="ModifiedSeconds">Seconds since the epoch in the shortest decimal form, of any precision.</param>
internal sealed record Attributes(int Mode, long Uid, long Gid, string ModifiedSeconds)
{
    /// <summary>What a directory has that no entry describes (R5).</summary>
    public static readonly Attributes Implicit = new(0b111_101_101, 0, 0, "0");
}
