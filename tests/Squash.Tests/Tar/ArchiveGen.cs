using CsCheck;

namespace Squash.Tests.Tar;

/// <summary>Random archives of odd but valid parts, and random damage to them.</summary>
internal static class ArchiveGen
{
    private static readonly string[] Numbers =
        ["0", "1", "8", "512", "513", "1000", "4294967294", "-1", "8589934592", "9223372036854775807", "1.5", "-0.25", "", "x"];

    private static readonly string[] Keys =
    [
        "path", "linkpath", "size", "uid", "gid", "mtime", "atime", "uname", "SCHILY.xattr.user.a", "comment",
        "GNU.sparse.major", "GNU.sparse.minor", "GNU.sparse.name", "GNU.sparse.size", "GNU.sparse.realsize",
        "GNU.sparse.offset", "GNU.sparse.numbytes", "GNU.sparse.numblocks", "GNU.sparse.map",
    ];

    private static readonly Gen<string> Name = Gen.Char["abc/.\n\u0080\u00ff\0"].Array[0, 12].Select(chars => new string(chars));

    private static readonly Gen<string> Value =
        Gen.OneOf(Gen.OneOf(Numbers), Name, Gen.OneOf("1000,8,2000,3", "0,5", "1,1,1"));

    private static readonly Gen<(string, string)> Record = Gen.Frequency(
        (12, Gen.OneOf(("path", "p\u00e9"), ("uid", "3000000"), ("gid", "-2"), ("mtime", "-1.5"), ("SCHILY.xattr.user.a", "\0=\n"),
            ("path", ""), ("linkpath", "l"), ("uname", "u"), ("comment", "c"))),
        (1, Gen.Select(Gen.OneOf(Keys), Value)));

    private static readonly Gen<(string, string)[]> Records = Record.Array[0, 6];

    private static readonly Gen<Action<RawHeader>> Change = Gen.Frequency(
        (20, Gen.Const<Action<RawHeader>>(_ => { })),
        (2, Gen.Select(Gen.Int[0, 511], Gen.Byte, (at, value) => (Action<RawHeader>)(h => h.Byte(at, value)))),
        (1, Gen.Select(Gen.OneOf(100, 108, 116, 329, 337), Gen.Long, (at, n) => (Action<RawHeader>)(h => h.Base256(at, 8, n)))),
        (2, Gen.Select(
            Gen.OneOf(124, 136, 386, 398, 483), Gen.Long[-9, 5000], (at, n) => (Action<RawHeader>)(h => h.Base256(at, 12, n)))),
        (1, Gen.Select(Gen.OneOf(124, 386, 398, 483), Gen.Long, (at, n) => (Action<RawHeader>)(h => h.Base256(at, 12, n)))));

    private static readonly Gen<string> Content = Gen.Int[0, 1500].Select(length => new string('c', length));

    private static readonly Gen<string> SparseContent =
        Gen.OneOf(
            "2\n0\n3\n600\n2\n", "1\n600\n5\n", "1\n0\n5\n", "3\n0\n1\n4\n4\n9\n0\n", "0\n", "1\n5\n5\n", "1\n5\n5", "70\n1\n1\n")
            .Select(map => map + new string('\0', -map.Length & 511) + "abcde");

    private static readonly (string, string)[] Sparse10 =
        [("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "700")];

    private static readonly Gen<Action<TarBuilder>> Part = Gen.Frequency(
        (10, Gen.Select(Name, Gen.Char["0123456"], Content, Change, Whole(false))),
        (5, Gen.Select(Name, Gen.Char["\0" + "07D15"], Content, Change, Whole(true))),
        (1, Gen.Select(Name, Gen.Char["SxgLKVNM"], Content, Change, Whole(true))),
        (6, Records.Select(records => (Action<TarBuilder>)(archive => archive.Pax(records)))),
        (2, Name.Select(name => (Action<TarBuilder>)(archive => archive.LongName(name)))),
        (2, Name.Select(name => (Action<TarBuilder>)(archive => archive.LongLink(name)))),
        (2, SparseContent.Select(content => (Action<TarBuilder>)(archive => archive.Pax(Sparse10).Entry("s", content: content)))),
        (2, Gen.Select(Change, change => (Action<TarBuilder>)(archive => archive.Gnu("S", 'S', "abc",
            h => change(h.Octal(386, 12, 600).Octal(398, 12, 3).Octal(483, 12, 700)))))),
        (1, Gen.Int[0, 3].Select(blocks => (Action<TarBuilder>)(archive => archive.Zeros(512 * (blocks / 3))))));

    private static readonly Gen<Func<byte[], byte[]>> Damage = Gen.OneOf(
        Gen.Const<Func<byte[], byte[]>>(bytes => bytes),
        Gen.Int[0, 20000].Select(at => (Func<byte[], byte[]>)(bytes => bytes[..(at % (bytes.Length + 1))])),
        Gen.Select(Gen.Int[0, 20000], Gen.Byte, (at, value) => (Func<byte[], byte[]>)(bytes => Set(bytes, at, value))),
        Gen.Select(Gen.Int[0, 20000], Gen.Byte.Array[1, 600], (at, more) => (Func<byte[], byte[]>)(bytes => Insert(bytes, at, more))));

    /// <summary>Archives of up to eight parts, damaged or not.</summary>
    public static Gen<byte[]> Archive { get; } = Gen.Select(Part.Array[0, 8], Damage, Gen.Bool, (parts, damage, end) =>
    {
        var archive = new TarBuilder();
        foreach (var part in parts)
            part(archive);
        return damage((end ? archive.End() : archive).Bytes);
    });

    private static Func<string, char, string, Action<RawHeader>, Action<TarBuilder>> Whole(bool gnu) =>
        (name, typeflag, content, change) => archive =>
        {
            var header = gnu ? RawHeader.Gnu(name, typeflag, content.Length) : RawHeader.Ustar(name, typeflag, content.Length);
            change(header);
            archive.Header(header).Data(typeflag is >= '1' and <= '6' ? "" : content);
        };

    private static byte[] Set(byte[] bytes, int at, byte value)
    {
        if (bytes.Length > 0)
            bytes[at % bytes.Length] = value;
        return bytes;
    }

    private static byte[] Insert(byte[] bytes, int at, byte[] more)
    {
        at %= bytes.Length + 1;
        return [.. bytes[..at], .. more, .. bytes[at..]];
    }
}
