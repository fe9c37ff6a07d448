using Squash.Tests.Tar;

namespace Fuzz;

/// <summary>The reader of tar streams: the same entries or the same refusal, however the bytes arrive.</summary>
internal sealed class TarTarget : Target
{
    private const int RandomSeeds = 150;

    public override string Name => "tar";

    public override IEnumerable<byte[]> Seeds =>
    [
        new TarBuilder().Entry("d/", '5').Entry("d/f", content: "text").Entry("h", '1', "", h => h.Text(157, "d/f")).End().Bytes,
        new TarBuilder().Pax(("path", "p"), ("size", "3"), ("mtime", "1.5"), ("SCHILY.xattr.user.a", "\0\n")).Entry("f", content: "abc").End().Bytes,
        new TarBuilder().LongName(new string('n', 120)).LongLink(new string('l', 120)).Gnu("s", '2').End().Bytes,
        .. Enumerable.Range(0, RandomSeeds).Select(seed => Random.Of(ArchiveGen.Archive, seed)),
    ];

    public override IEnumerable<string> Words => PaxTarget.Keys.Concat(["ustar\u000000", "ustar  \0", "tar\0", ".wh.", "././@LongLink"]);

    public override void Run(byte[] input)
    {
        var bytes = Headers.Seal(input);
        var whole = Outcome(new MemoryStream(bytes), TarReader.SkimmingBuffer, withContent: true);
        var skimmed = Outcome(new TricklingStream(bytes, 700), TarBlock.Size, withContent: false);
        if (whole.Refusal != skimmed.Refusal)
            throw new FindingException($"skimmed: {skimmed.Refusal ?? "read"}; with content: {whole.Refusal ?? "read"}");
        if (!whole.Entries.Select(entry => entry with { Content = "" }).SequenceEqual(skimmed.Entries))
            throw new FindingException("other entries are read where the bytes trickle");
        if (whole.Refusal is null && whole.Entries.Count > 0)
            Copy(bytes, whole.Entries);
    }

    private static void Copy(byte[] bytes, List<ReadEntry> entries)
    {
        var again = Outcome(new MemoryStream(Reading.RawCopy(bytes)), TarReader.CopyingBuffer, withContent: true);
        if (again.Refusal is not null || !again.Entries.Select(Placeless).SequenceEqual(entries.Select(Placeless)))
            throw new FindingException($"a raw copy reads differently: {again.Refusal}");
    }

    private static ReadEntry Placeless(ReadEntry entry) => entry with { Offset = 0, DataOffset = 0 };

    private static (List<ReadEntry> Entries, string? Refusal) Outcome(Stream source, int bufferBytes, bool withContent)
    {
        var entries = new List<ReadEntry>();
        return (entries, Fuzz.Refusal.Of(() => Reading.Into(entries, source, bufferBytes, withContent)));
    }
}
