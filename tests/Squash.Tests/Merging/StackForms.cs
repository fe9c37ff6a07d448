using CsCheck;

namespace Squash.Tests.Merging;

/// <summary>Ways in which writers put the same entry (R25, R28, R30): mostly as ustar.</summary>
internal static class StackForms
{
    public static readonly Gen<Func<EntrySpec, EntrySpec>> Gen = CsCheck.Gen.Frequency(
        (16, CsCheck.Gen.Const(Of(spec => spec))),
        (1, CsCheck.Gen.OneOf("gnu", "v7", "prefix", "global").Select(form => Of(spec => spec with { Form = form }))),
        (1, CsCheck.Gen.OneOf('7', '\0').Select(typeflag => Of(spec => WithTypeflag(spec, typeflag)))),
        (1, CsCheck.Gen.OneOf(1L, 512, 1 << 20).Select(size => Of(spec => WithSize(spec, size)))));

    private static Func<EntrySpec, EntrySpec> Of(Func<EntrySpec, EntrySpec> change) => change;

    /// <summary>NUL is a regular file too, unless the name ends in a slash: then it were a directory, which has no data.</summary>
    private static EntrySpec WithTypeflag(EntrySpec spec, char typeflag) =>
        spec.Typeflag == '0' && !spec.Name.EndsWith('/') ? spec with { Typeflag = typeflag } : spec;

    /// <summary>A size where no data can follow means nothing.</summary>
    private static EntrySpec WithSize(EntrySpec spec, long size) =>
        spec.Typeflag == '0' ? spec : spec with { ClaimedSize = size };
}
