namespace Squash.Tests.Tar;

/// <summary>What is just within a limit is taken, one more is refused.</summary>
public sealed class LimitTests
{
    [Fact]
    public void LimitsAreWhatEnginesAndLinuxHave() => Assert.Equal(
        (1048576, 4096, 1048576 + 16384, 262144, 17592186044416),
        (TarLimits.ExtendedHeaderBytes, TarLimits.PathBytes, TarLimits.HeaderBytes, TarLimits.SparseSegments, TarLimits.EntryBytes));

    [Fact]
    public void AnEntryOfTheLargestSizeIsTaken()
    {
        var header = RawHeader.Gnu("f", '0', 0).Base256(124, 12, TarLimits.EntryBytes);
        Assert.Equal(TarLimits.EntryBytes, First(new TarBuilder().Header(header)).Size);
        Assert.Equal(TarLimits.EntryBytes, First(new TarBuilder().Pax(("size", $"{TarLimits.EntryBytes}")).Entry("f")).Size);
        var volume = RawHeader.Gnu("v", 'V', 0).Base256(124, 12, TarLimits.EntryBytes);
        Assert.Contains("truncated", Reading.Refusal(new TarBuilder().Header(volume)));
    }

    [Fact]
    public void ASparseFileOfTheLargestSizeIsTaken()
    {
        var size = $"{TarLimits.EntryBytes}";
        Assert.Equal(TarLimits.EntryBytes, First(Sparse(size, $"{size},0")).Size);
        Assert.Equal(TarLimits.EntryBytes, First(new TarBuilder().Pax(Version10(size)).Entry("s", content: Padded($"1\n{size}\n0\n"))).Size);
        Reading.Refusal(Sparse(size, $"{TarLimits.EntryBytes + 1},0"));
        Reading.Refusal(Sparse($"{TarLimits.EntryBytes + 1}", "0,0"));
        Reading.Refusal(new TarBuilder().Pax(("GNU.sparse.size", "1"), ("GNU.sparse.map", $"0,{TarLimits.EntryBytes + 1}")).Entry("s"));
    }

    [Fact]
    public void AMapHasAsManySegmentsAsFitIntoAHeader()
    {
        var most = TarLimits.SparseSegments;
        Assert.Equal(5, First(Lines(most)).Size);
        Reading.Refusal(Lines(most + 1));
    }

    [Fact]
    public void HeadersOfAnEntryMayFillTheirLimit()
    {
        // A long name, then records, then the entry's own block.
        var name = TarLimits.HeaderBytes - (4 * 512) - TarLimits.ExtendedHeaderBytes;
        var record = new string('v', TarLimits.ExtendedHeaderBytes - "1048576 SCHILY.xattr.user.a=\n".Length);
        TarBuilder Of(int bytes) => new TarBuilder().Gnu("n", 'L', "n" + new string('\0', bytes - 1))
            .Pax(("SCHILY.xattr.user.a", record)).Entry("f");
        Assert.Equal("n", First(Of(name + 512)).Path);
        Assert.Contains("headers of an entry", Reading.Refusal(Of(name + 513)));
    }

    [Fact]
    public void APrefixCountsAsAPartOfThePath() => Assert.Equal(
        256, First(new TarBuilder().Entry(new string('n', 100), change: h => h.Text(345, new string('p', 155)))).Path.Length);

    /// <summary>The map of format 1.0, all of whose segments are empty.</summary>
    private static TarBuilder Lines(int segments) => new TarBuilder().Pax(Version10("5"))
        .Entry("s", content: Padded($"{segments}\n" + string.Concat(Enumerable.Repeat("0\n0\n", segments))));

    private static (string, string)[] Version10(string size) =>
        [("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", size)];

    private static TarBuilder Sparse(string size, string map) =>
        new TarBuilder().Pax(("GNU.sparse.size", size), ("GNU.sparse.map", map)).Entry("s");

    private static string Padded(string map) => map + new string('\0', -map.Length & 511);

    private static ReadEntry First(TarBuilder archive)
    {
        var reader = new TarReader(new MemoryStream(archive.Bytes));
        Assert.True(reader.Read());
        return Reading.Facts(reader.Entry);
    }
}
