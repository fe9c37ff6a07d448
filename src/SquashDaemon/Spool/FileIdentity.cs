using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SquashDaemon.Spool;

/// <summary>What tells one file from another, and one state of it from the next (stat(2)).</summary>
/// <param name="Device">Device number.</param>
/// <param name="Inode">Inode number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedNanoseconds">Modification time since 1970, as its owner may have set it.</param>
/// <param name="Mode">Type and permission bits.</param>
internal readonly record struct FileIdentity(
    ulong Device, ulong Inode, long Size, long ModifiedNanoseconds, uint Mode)
{
    private const uint TypeBits = 0xF000;
    private const uint RegularBits = 0x8000;
    private const uint DirectoryBits = 0x4000;
    private const uint LinkBits = 0xA000;
    private const int StatBytes = 256;

    /// <summary>When the system last changed anything about it; nobody can set this, and a rename counts.</summary>
    public long ChangedNanoseconds { get; init; }

    /// <summary>How many names it has.</summary>
    public uint Links { get; init; }

    /// <summary>The user that it belongs to.</summary>
    public uint Owner { get; init; }

    /// <summary>The group that it belongs to.</summary>
    public uint Group { get; init; }

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular => (Mode & TypeBits) == RegularBits;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => (Mode & TypeBits) == DirectoryBits;

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsSymbolicLink => (Mode & TypeBits) == LinkBits;

    /// <summary>When anything about it last changed.</summary>
    public DateTimeOffset ChangedAt => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Max(ChangedNanoseconds, ModifiedNanoseconds) / 1_000_000);

    /// <summary>Whether two identities are of the same file, in whatever state.</summary>
    public bool IsSameFile(FileIdentity other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>The identity of an open file; the path is for the message if that fails.</summary>
    public static FileIdentity Of(SafeFileHandle file, string path)
    {
        Span<byte> buffer = stackalloc byte[StatBytes];
        if (LibC.StatAt(LibC.StatAtCall, (int)file.DangerousGetHandle(), "", buffer, LibC.AtEmptyPath) != 0)
            throw Errno.Last("cannot read the state of", path);
        return Read(buffer);
    }

    /// <summary>The identity behind a path; null if there is nothing.</summary>
    public static FileIdentity? Of(string path, bool follow = true)
    {
        Span<byte> buffer = stackalloc byte[StatBytes];
        var flags = follow ? 0 : LibC.AtSymlinkNoFollow;
        if (LibC.StatAt(LibC.StatAtCall, LibC.CurrentDirectory, path, buffer, flags) == 0)
            return Read(buffer);
        var errno = Marshal.GetLastPInvokeError();
        // What could have no such name is not there either.
        return errno is Errno.NoEntry or Errno.NameTooLong ? null : throw Errno.Of(errno, "cannot read the state of", path);
    }

    // struct stat: device at 0, inode at 8, size at 48, mtime at 88, ctime at 104; x86-64 has an 8-byte link count at 16
    // before mode, owner and group, arm64 a 4-byte one after the mode.
    private static FileIdentity Read(ReadOnlySpan<byte> stat) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(stat),
        BinaryPrimitives.ReadUInt64LittleEndian(stat[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(stat[48..]),
        Nanoseconds(stat[88..]),
        BinaryPrimitives.ReadUInt32LittleEndian(stat[(LibC.IsArm ? 16 : 24)..]))
    {
        ChangedNanoseconds = Nanoseconds(stat[104..]),
        Links = BinaryPrimitives.ReadUInt32LittleEndian(stat[(LibC.IsArm ? 20 : 16)..]),
        Owner = BinaryPrimitives.ReadUInt32LittleEndian(stat[(LibC.IsArm ? 24 : 28)..]),
        Group = BinaryPrimitives.ReadUInt32LittleEndian(stat[(LibC.IsArm ? 28 : 32)..]),
    };

    private static long Nanoseconds(ReadOnlySpan<byte> time) =>
        (BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000) + BinaryPrimitives.ReadInt64LittleEndian(time[8..]);
}
