using CsCheck;

namespace Squash.Tests.Merging;

/// <summary>Rare entries: the root, empty names, AUFS bookkeeping, names below whiteouts, and what must be refused.</summary>
internal static class StackOddities
{
    private static readonly Gen<string> Names = CsCheck.Gen.Frequency(
        (20, CsCheck.Gen.OneOf("./", "/", ".", "", ".wh..wh..opq", "a/..")),
        (20, CsCheck.Gen.OneOf(".wh..wh.plnk", ".wh..wh.plnk/1", ".wh..wh.aufs", ".wh..wh.orph/a", "a/.wh..wh.a")),
        (20, CsCheck.Gen.OneOf(".wh.a/b", "a/.wh.b/c", ".wh.a/../b", ".wh..wh..opq/a", "a/.wh..wh..opq/b", ".wh.....")),
        (1, CsCheck.Gen.OneOf(".wh.", "a/.wh..", ".wh...", "..", "../a", "a/../../b")));

    public static readonly Gen<Func<EntrySpec, EntrySpec>> Gen = Names.Select(
        CsCheck.Gen.OneOf('0', '0', '5', '5', '1', '2'),
        (name, typeflag) => (Func<EntrySpec, EntrySpec>)(spec => spec with
        {
            Name = name,
            Typeflag = typeflag,
            LinkTarget = typeflag is '1' or '2' ? "a" : "",
            Data = typeflag == '0' ? "odd" : "",
        }));
}
