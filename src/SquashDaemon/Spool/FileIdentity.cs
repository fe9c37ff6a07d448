using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>What tells one file from another, and one state of it from the next (statx(2)).</summary>
/// <param name="Device">Device number.</param>
/// <param name="Inode">Inode number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedNanoseconds">Modification time since 1970.</param>
/// <param name="Mode">Type and permission bits.</param>
internal readonly record struct FileIdentity(
    ulong Device, ulong Inode, long Size, long ModifiedNanoseconds, uint Mode)
{
    private const uint TypeBits = 0xF000;
    private const uint RegularBits = 0x8000;
    private const uint DirectoryBits = 0x4000;
    private const int StatxBytes = 256;

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular => (Mode & TypeBits) == RegularBits;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => (Mode & TypeBits) == DirectoryBits;

    /// <summary>Whether two identities are of the same file, in whatever state.</summary>
    public bool IsSameFile(FileIdentity other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>The identity of an open file.</summary>
    public static FileIdentity Of(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[StatxBytes];
        if (LibC.Statx(LibC.StatxCall, (int)file.DangerousGetHandle(), "", LibC.AtEmptyPath, LibC.StatxBasic, buffer) != 0)
            throw Errno.Last("cannot read the state of", "an open file");
        return Read(buffer);
    }

    /// <summary>The identity behind a path, links followed; null if there is nothing.</summary>
    public static FileIdentity? Of(string path)
    {
        Span<byte> buffer = stackalloc byte[StatxBytes];
        if (LibC.Statx(LibC.StatxCall, LibC.CurrentDirectory, path, 0, LibC.StatxBasic, buffer) == 0)
            return Read(buffer);
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.NoEntry ? null : throw Errno.Of(errno, "cannot read the state of", path);
    }

    // struct statx: mode at 28, inode at 32, size at 40, mtime at 112, device at 136 and 140.
    private static FileIdentity Read(ReadOnlySpan<byte> statx) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(statx[136..]),
        BinaryPrimitives.ReadUInt64LittleEndian(statx[32..]),
        BinaryPrimitives.ReadInt64LittleEndian(statx[40..]),
        (BinaryPrimitives.ReadInt64LittleEndian(statx[112..]) * 1_000_000_000)
            + BinaryPrimitives.ReadUInt32LittleEndian(statx[120..]),
        BinaryPrimitives.ReadUInt16LittleEndian(statx[28..]));
}
