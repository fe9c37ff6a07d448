using Squash.Tar;

namespace Squash.Merging;

/// <summary>What a link entry says of its inode: the last one that is applied wins (R22).</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
/// <param name="MtimeSeconds">Modification time, rounded down.</param>
/// <param name="MtimeText">Its decimal spelling, if it has a fraction.</param>
internal readonly record struct InodeAttributes(
    ushort Mode, uint Uid, uint Gid, long MtimeSeconds, byte[]? MtimeText)
{
    public static InodeAttributes Of(TarEntry entry) => new(
        entry.Mode, entry.Uid, entry.Gid, entry.MtimeSeconds,
        entry.MtimeText.Contains((byte)'.') ? entry.MtimeText.ToArray() : null);

    /// <summary>Whether both say the same.</summary>
    public bool Equals(InodeAttributes other) =>
        (Mode, Uid, Gid, MtimeSeconds) == (other.Mode, other.Uid, other.Gid, other.MtimeSeconds)
        && MtimeText.AsSpan().SequenceEqual(other.MtimeText);

    public override int GetHashCode() => HashCode.Combine(Mode, Uid, Gid, MtimeSeconds);

    public void ApplyTo(ref TarHeader header)
    {
        header.Mode = Mode;
        header.Uid = Uid;
        header.Gid = Gid;
        header.MtimeSeconds = MtimeSeconds;
        header.MtimeText = MtimeText;
    }
}
