using System.Text;
using CsCheck;

namespace Squash.Tests.Tar;

/// <summary>The fields of a header to write, random if need be; text is Latin-1.</summary>
internal sealed record HeaderCase(
    string Path, string LinkPath, TarEntryType Type, long Size, ushort Mode, uint Uid, uint Gid, string Mtime,
    uint DevMajor, uint DevMinor, string UserName, string GroupName, string Xattr)
{
    public static HeaderCase Plain { get; } = new("f", "", TarEntryType.RegularFile, 0, 0x1A4, 0, 0, "0", 0, 0, "", "", "");

    private static readonly Gen<string> Mtimes = Gen.Frequency(
        (3, Gen.Long[-9_000_000_000, 90_000_000_000].Select(seconds => $"{seconds}")),
        (2, Gen.Select(Gen.Int[-2_000_000_000, 2_000_000_000], Gen.Int[0, 999_999_999], (s, n) => $"{s}.{n:d9}")),
        (1, Gen.Int[1, 9].Select(n => $"-0.{n}")));

    private static readonly Gen<uint> Ids = Gen.Frequency(
        (2, Gen.UInt[0, 70000]), (1, Gen.UInt[2097150, 2097153]), (1, Gen.UInt[0, uint.MaxValue - 1]));

    private static readonly Gen<long> Sizes = Gen.Frequency(
        (3, Gen.Long[0, 2000]), (1, Gen.Long[(1L << 33) - 2, (1L << 33) + 2]), (1, Gen.Long[0, TarLimits.EntryBytes]));

    public static Gen<HeaderCase> Random { get; } =
        from path in Names(1, 300)
        from link in Names(1, 300)
        from type in Gen.Char["0123456"]
        from size in Sizes
        from mode in Gen.UShort[0, 0xFFF]
        from uid in Ids
        from gid in Ids
        from mtime in Mtimes
        from major in Gen.UInt[0, 3_000_000]
        from minor in Gen.UInt
        from user in Names(0, 40)
        from xattr in Gen.Byte.Array[0, 200]
        select new HeaderCase(
            path, type is '1' or '2' ? link : "", (TarEntryType)type, type == '0' ? size : 0, mode, uid, gid, mtime,
            type is '3' or '4' ? major : 0, type is '3' or '4' ? minor : 0, user, user, Encoding.Latin1.GetString(xattr));

    public string Records => Xattr.Length == 0 ? "" : TarBuilder.Record(("SCHILY.xattr.user.a", Xattr));

    /// <summary>By floor: -0.5 is half a second before zero.</summary>
    public long MtimeSeconds => (long)Math.Floor(decimal.Parse(Mtime, System.Globalization.CultureInfo.InvariantCulture));

    public byte[] Write(TarHeaderWriter writer) => writer.Write(new TarHeader
    {
        Path = TarBuilder.Latin(Path),
        LinkPath = TarBuilder.Latin(LinkPath),
        Type = Type,
        Size = Size,
        Mode = Mode,
        Uid = Uid,
        Gid = Gid,
        MtimeSeconds = MtimeSeconds,
        MtimeText = TarBuilder.Latin(Mtime),
        DevMajor = DevMajor,
        DevMinor = DevMinor,
        UserName = TarBuilder.Latin(UserName),
        GroupName = TarBuilder.Latin(GroupName),
        Records = TarBuilder.Latin(Records),
    }).ToArray();

    /// <summary>Header, zeros for data, padding.</summary>
    public byte[] WriteWhole(TarHeaderWriter writer) => [.. Write(writer), .. new byte[Size + TarHeaderWriter.Padding(Size)]];

    private static Gen<string> Names(int least, int most) => Gen.Frequency(
        (3, Gen.Char["abcdefgh./-_ "].Array[least, Math.Min(most, 30)]),
        (2, Gen.Char["abcdefgh/"].Array[least, most]),
        (1, Gen.Char['\u0001', '\u00ff'].Array[least, most])).Select(chars => new string(chars));
}
