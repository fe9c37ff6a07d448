using Squash.Verifying;

namespace Squash.Inspecting;

/// <summary>
/// What a file system allots to an inode, by the rule of ext4 with blocks of 4096 bytes; xfs and btrfs differ in
/// directories and tiny files only, which are little beside the data.
/// </summary>
internal static class DiskSpace
{
    /// <summary>The smallest piece of a disk that a file takes.</summary>
    public const long BlockBytes = 4096;

    /// <summary>The longest link target that fits into the inode itself.</summary>
    private const int InlineTargetBytes = 59;

    /// <summary>An entry of a directory: inode, lengths and type, then the name, to a multiple of four.</summary>
    private const int NameHeaderBytes = 8;

    /// <summary>The entries "." and ".." and the checksum, which every directory has.</summary>
    private const int DirectoryBytes = 24 + 12;

    /// <summary>How full blocks of a large directory are in percent: each that is full is split into halves.</summary>
    private const int FillPercent = 70;

    /// <summary>The bytes of one inode; holes of a sparse file count, since engines write them as zeros.</summary>
    public static long Of(Inode inode) => inode.Kind switch
    {
        EntryKind.Regular => RoundUp(inode.Size),
        EntryKind.Directory => OfDirectory(inode.Children.Keys),
        EntryKind.Symlink when inode.LinkTarget.Latin1.Length > InlineTargetBytes => BlockBytes,
        _ => 0,
    };

    private static long OfDirectory(IEnumerable<ByteString> names)
    {
        var bytes = names.Sum(name => NameHeaderBytes + (long)((name.Latin1.Length + 3) & ~3));
        return bytes + DirectoryBytes <= BlockBytes
            ? BlockBytes
            : BlockBytes + RoundUp(bytes * 100 / FillPercent);
    }

    private static long RoundUp(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
}
