using CsCheck;

namespace Squash.Tests.Merging;

/// <summary>Extended attributes and other records for random entries: mostly none.</summary>
internal static class StackRecords
{
    private static readonly Gen<(string Key, string Value)> One = CsCheck.Gen.OneOf(
        ("SCHILY.xattr.user.a", "1"),
        ("SCHILY.xattr.user.a", "2"),
        ("SCHILY.xattr.user.b", ""),
        ("SCHILY.xattr.security.capability", "\x01\0\0\x02\x80\xff\n="),
        ("SCHILY.xattr.trusted.overlay.opaque", "y"),
        ("SCHILY.xattr.user.overlay.opaque", "y"),
        ("SCHILY.acl.access", "user::rw-"),
        ("LIBARCHIVE.creationtime", "7"),
        ("VENDOR.key", "a=b\n"),
        ("atime", "1.5"));

    public static readonly Gen<(string Key, string Value)[]> Gen = CsCheck.Gen.Frequency(
        (8, CsCheck.Gen.Const(Array.Empty<(string, string)>())), (2, One.Array[1, 3]));
}
