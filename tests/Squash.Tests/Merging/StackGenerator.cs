using CsCheck;

namespace Squash.Tests.Merging;

/// <summary>Random stacks whose names collide often: small alphabets, shallow trees, links that mostly find a target.</summary>
internal static class StackGenerator
{
    private static readonly Gen<string> Part = Gen.Frequency(
        (8, Gen.Const("a")), (8, Gen.Const("b")), (6, Gen.Const("c")),
        (1, Gen.OneOf("a-", "ab", "\xff", "\xc3\xa9", " ", "...", "a\n", ".wh", new string('n', 60))));

    private static readonly Gen<string> Path = Gen.Frequency(
            (6, Gen.Const(1)), (6, Gen.Const(2)), (2, Gen.Const(3)), (1, Gen.Const(4)))
        .SelectMany(depth => Part.Array[depth]).Select(parts => string.Join('/', parts));

    private static readonly Gen<string> Form = Gen.Frequency(
        (8, Gen.Const("")), (1, Gen.OneOf("./", "/", "//", "double", "dot", "up", "slash")));

    /// <summary>A path as some writer may spell it (R1).</summary>
    private static readonly Gen<string> Spelled = Path.Select(Form, (path, form) => form switch
    {
        "double" => path.Replace("/", "//", StringComparison.Ordinal),
        "dot" => path.Replace("/", "/./", StringComparison.Ordinal),
        "up" => "x/../" + path + "/y/..",
        "slash" => path + "/",
        _ => form + path,
    });

    private static readonly Gen<EntrySpec> Attributes = Gen.Select(
        Gen.Frequency((7, Gen.Const(-1)), (3, Gen.OneOf(0b110_000_000, 0b111_101_101, 0xE1A4, 0x89ED, 0))),
        Gen.Frequency((8, Gen.Const(0L)), (2, Gen.OneOf(1L, 1000, 2097151, 2097152, 4294967294))),
        Gen.Frequency((7, Gen.Const("0")), (3, Gen.OneOf("1", "1700000000", "1.5", "1700000000.123456789", "-1", "-0.5"))),
        StackRecords.Gen,
        (mode, owner, mtime, records) => new EntrySpec
        {
            Name = "",
            Typeflag = '0',
            Mode = mode,
            Uid = owner,
            Gid = owner / 2,
            Mtime = mtime,
            Records = records,
        });

    private static readonly Gen<Func<EntrySpec, EntrySpec>> Kind = Gen.Frequency(
        (28, Gen.Int[0, 99].Select(content => Of(spec => spec with { Data = $"{content}" }))),
        (2, Gen.OneOf(0, 511, 512, 513, 1500).Select(size => Of(spec => spec with { Data = new string('x', size) }))),
        (20, Gen.Const(Of(spec => spec with { Typeflag = '5' }))),
        (18, Spelled.Select(target => Of(spec => spec with { Typeflag = '1', LinkTarget = target }))),
        (5, Spelled.Select(target => Of(spec => spec with { Typeflag = '2', LinkTarget = "../" + target }))),
        (2, Gen.Int[0, 1].Select(minor => Of(spec => spec with { Typeflag = '3', Device = (minor * 5, minor) }))),
        (1, Gen.Const(Of(spec => spec with { Typeflag = '4', Device = (259, 65536) }))),
        (2, Gen.Const(Of(spec => spec with { Typeflag = '6' }))),
        (14, Gen.OneOf('0', '0', '5', '1').Select(type => Of(spec => Marker(spec, ".wh.", type)))),
        (5, Gen.Const(Of(spec => spec with { Name = spec.Name.TrimEnd('/') + "/.wh..wh..opq" }))),
        (3, StackOddities.Gen));

    private static readonly Gen<EntrySpec> Entry = Gen.Select(
        Attributes,
        Spelled,
        Kind,
        StackForms.Gen,
        (attributes, name, kind, form) => form(WithMode(kind(attributes with { Name = name }))));

    /// <summary>For each link of a stack in turn: which of the possible targets it takes; some take none.</summary>
    private static readonly Gen<int[]> Choices = Gen.Frequency((19, Gen.Int[0, 99]), (1, Gen.Const(-1))).Array[24];

    /// <summary>One to six layers of up to twelve entries; most have only links that can be made.</summary>
    public static readonly Gen<Stack> Stacks = Gen.Select(
        Entry.Array[0, 12].Array[1, 6],
        Choices,
        Gen.Int[0, 9],
        (layers, choices, one) => one == 0 ? StackLinks.Aim(layers, choices) : StackLinks.Mend(StackLinks.Aim(layers, choices)));

    private static Func<EntrySpec, EntrySpec> Of(Func<EntrySpec, EntrySpec> change) => change;

    private static EntrySpec WithMode(EntrySpec spec) =>
        spec.Mode >= 0 ? spec : spec with { Mode = StackText.DefaultMode(EntryText.KindOf(spec.Typeflag)) };

    private static EntrySpec Marker(EntrySpec spec, string prefix, char typeflag)
    {
        var path = spec.Name.Replace("/y/..", "", StringComparison.Ordinal).TrimEnd('/');
        var slash = path.LastIndexOf('/') + 1;
        return spec with { Name = path[..slash] + prefix + path[slash..], Typeflag = typeflag };
    }
}
