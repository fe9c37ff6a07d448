using System.Buffers.Binary;

namespace SquashDaemon.Spool;

/// <summary>The file system that a folder is on (statfs(2)).</summary>
/// <param name="Type">Its magic number.</param>
/// <param name="FreeBytes">What we may still write; a quota may allow less.</param>
internal readonly record struct FileSystem(uint Type, long FreeBytes)
{
    private const int StatfsBytes = 256;

    // NFS, SMB2, CIFS, FUSE, GPFS, Lustre, BeeGFS, 9P, Ceph, AFS: another host may write there, and no event tells of it.
    private static readonly uint[] Networks =
    [
        0x6969, 0xFE534D42, 0xFF534D42, 0x65735546, 0x47504653, 0x0BD00BD0, 0x19830326, 0x01021997, 0x00C36400, 0x5346414F,
    ];

    /// <summary>Whether other hosts may write to it.</summary>
    public bool IsNetwork => Networks.Contains(Type);

    /// <summary>The file system of a folder.</summary>
    /// <exception cref="IOException">It cannot be asked.</exception>
    public static FileSystem Of(string folder)
    {
        Span<byte> buffer = stackalloc byte[StatfsBytes];
        if (LibC.FileSystemState(folder, buffer) != 0)
            throw Errno.Last("cannot ask the file system of", folder);
        // struct statfs: type (8), block size (8), blocks (8), free (8), available to us (8).
        var blockBytes = BinaryPrimitives.ReadInt64LittleEndian(buffer[8..]);
        var available = BinaryPrimitives.ReadInt64LittleEndian(buffer[32..]);
        return new FileSystem(BinaryPrimitives.ReadUInt32LittleEndian(buffer), (long)Int128.Min((Int128)blockBytes * available, long.MaxValue));
    }
}
