namespace Squash.Tar;

/// <summary>The record keys that mean something to us (POSIX pax "pax Extended Header", GNU tar, star).</summary>
public static class PaxKey
{
#pragma warning disable CS1591 // Named as they are spelled.
    public static ReadOnlySpan<byte> Path => "path"u8;
    public static ReadOnlySpan<byte> Linkpath => "linkpath"u8;
    public static ReadOnlySpan<byte> Size => "size"u8;
    public static ReadOnlySpan<byte> Uid => "uid"u8;
    public static ReadOnlySpan<byte> Gid => "gid"u8;
    public static ReadOnlySpan<byte> Mtime => "mtime"u8;
    public static ReadOnlySpan<byte> Atime => "atime"u8;
    public static ReadOnlySpan<byte> Ctime => "ctime"u8;
    public static ReadOnlySpan<byte> Uname => "uname"u8;
    public static ReadOnlySpan<byte> Gname => "gname"u8;
    public static ReadOnlySpan<byte> Sparse => "GNU.sparse."u8;
    public static ReadOnlySpan<byte> Xattr => "SCHILY.xattr."u8;
#pragma warning restore CS1591

    /// <summary>
    /// Whether the record is an overlay file system's own bookkeeping. Engines obey a smuggled one, so it is stripped
    /// (R34).
    /// </summary>
    public static bool IsOverlayXattr(ReadOnlySpan<byte> key) =>
        key.StartsWith("SCHILY.xattr.trusted.overlay."u8) || key.StartsWith("SCHILY.xattr.user.overlay."u8);

    /// <summary>Whether the header has a field for it, so that it is written anew rather than passed through.</summary>
    public static bool IsField(ReadOnlySpan<byte> key) =>
        key.SequenceEqual(Path) || key.SequenceEqual(Linkpath) || key.SequenceEqual(Size) || key.SequenceEqual(Uid)
        || key.SequenceEqual(Gid) || key.SequenceEqual(Mtime) || key.SequenceEqual(Uname) || key.SequenceEqual(Gname);

    /// <summary>Whether it describes a sparse file, which is written expanded (R29).</summary>
    public static bool IsSparse(ReadOnlySpan<byte> key) => key.StartsWith(Sparse);
}
