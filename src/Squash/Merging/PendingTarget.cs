using Squash.Text;

namespace Squash.Merging;

/// <summary>A hard link whose target is looked for in lower layers (R24).</summary>
/// <param name="Inode">The inode that the link stands for.</param>
/// <param name="Target">The path of the target.</param>
/// <param name="Fallback">What the link's own layer had there at its end, should no lower layer have it.</param>
/// <param name="Link">The link, for a message.</param>
internal sealed record PendingTarget(Inode Inode, byte[] Target, uint? Fallback, string Link)
{
    public InvalidDataException Missing() =>
        new($"{Link}: the target of the hard link, {Printable.Text(Target)}, does not exist there (R24)");

    public InvalidDataException IsDirectory() =>
        new($"{Link}: the target of the hard link, {Printable.Text(Target)}, is a directory (R24)");
}
