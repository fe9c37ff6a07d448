namespace Squash.Tests.Tar;

/// <summary>R23, R30, R31: sizes of header-only types, ends and truncations.</summary>
public sealed class EndTests
{
    private static TarBuilder TwoFiles() => new TarBuilder().Entry("a", content: "1").Entry("b", content: new string('2', 600));

    [Theory]
    [InlineData(1024)]
    [InlineData(512)]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(10240)]
    public void ZeroBlocksAndTheEndOfTheStreamAreEnds(int zeros) =>
        Assert.Equal(["a", "b"], Reading.All(TwoFiles().Zeros(zeros)).Select(entry => entry.Path));

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(1024)]
    public void ALayerOfNothingHasNoEntries(int zeros) => Assert.Empty(Reading.All(new TarBuilder().Zeros(zeros)));

    [Theory]
    [InlineData(1024, true)]
    [InlineData(10240, true)]
    [InlineData(1023, false)]
    [InlineData(512, false)]
    [InlineData(0, false)]
    public void OnlyTwoBlocksOfZerosAreAWholeEndMarker(int zeros, bool isWhole)
    {
        var reader = new TarReader(new MemoryStream(TwoFiles().Zeros(zeros).Bytes));
        while (reader.Read())
            Assert.False(reader.HasEndMarker);
        Assert.Equal(isWhole, reader.HasEndMarker);
    }

    [Fact]
    public void NothingIsReadAfterDataThatIsNotAllThere()
    {
        var reader = new TarReader(new MemoryStream(TwoFiles().Bytes[..1700]));
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        Assert.Throws<InvalidDataException>(() => reader.CopyContentTo(Stream.Null, TestContext.Current.CancellationToken));
        Assert.False(reader.Read());
    }

    [Fact]
    public void WhatFollowsTheEndMarkerIsNotRead() => Assert.Equal(2, Reading.All(TwoFiles().End().Entry("c").Raw(1, 2, 3)).Count);

    [Fact]
    public void DataAfterOneZeroBlockIsRefused()
    {
        Assert.Contains("zeros", Reading.Refusal(TwoFiles().Zeros(512).Entry("c")));
        Assert.Contains("zeros", Reading.Refusal(TwoFiles().Zeros(512).Raw(0, 0, 1)));
    }

    [Fact]
    public void TheLastPaddingMayBeMissing()
    {
        var bytes = TwoFiles().Bytes;
        for (var length = bytes.Length - 424; length < bytes.Length; length++)
        {
            Assert.Equal(2, Reading.All(new MemoryStream(bytes, 0, length), withContent: false).Count);
            Assert.Equal(2, Reading.All(new TricklingStream(bytes[..length], 7)).Count);
            Assert.Equal(bytes, Reading.RawCopy(bytes[..length]));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryOtherTruncationIsRefused(bool withContent)
    {
        var bytes = new TarBuilder().Entry("a", content: new string('1', 512))
            .Pax(("SCHILY.xattr.user.a", new string('v', 500))).LongName("long").Entry("b", content: new string('2', 512)).Bytes;
        for (var length = 0; length < bytes.Length; length++)
        {
            if (length is 0 or 1024)
                continue;
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => Reading.All(new MemoryStream(cut), withContent: withContent));
            Assert.Throws<InvalidDataException>(() => Reading.All(new TricklingStream(cut, 100), withContent: withContent));
        }
    }

    [Fact]
    public void AnExtendedHeaderWithoutAnEntryIsRefused()
    {
        Assert.Contains("no entry", Reading.Refusal(new TarBuilder().Pax(("uid", "7"))));
        Assert.Contains("no entry", Reading.Refusal(new TarBuilder().LongName("n").End()));
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('5')]
    [InlineData('6')]
    public void HeaderOnlyTypesHaveNoDataWhateverTheirSize(char typeflag)
    {
        var archive = new TarBuilder().Entry("h", typeflag, change: h => h.Octal(124, 12, 4096))
            .Pax(("size", "9999")).Entry("h2", typeflag).Entry("f", content: "abc");
        var entries = Reading.All(archive);
        Assert.Equal([0L, 0L, 3L], entries.Select(entry => entry.Size));
        Assert.Equal([false, false, true], entries.Select(entry => entry.IsCanonical));
        Assert.Equal("abc", entries[2].Content);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 511)]
    [InlineData(TarLimits.EntryBytes + 1)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void SizesOutOfRangeAreRefused(long size)
    {
        foreach (var typeflag in "07DSxgLKVNM")
            Reading.Refusal(new TarBuilder().Gnu("f", typeflag, change: h => h.Base256(124, 12, size)).Entry("g"));
    }

    [Theory]
    [InlineData('0')]
    [InlineData('x')]
    [InlineData('L')]
    [InlineData('g')]
    [InlineData('V')]
    public void ASizeThatIsNoNumberIsRefused(char typeflag) =>
        Reading.Refusal(new TarBuilder().Gnu("f", typeflag, change: h => h.Text(124, "none")).Entry("g"));

    [Fact]
    public void AfterARefusalThereIsNothingMore()
    {
        var reader = new TarReader(new MemoryStream(new TarBuilder().Entry("f", 'A').Entry("g").Bytes));
        Assert.Throws<InvalidDataException>(() => reader.Read());
        Assert.False(reader.Read());
    }
}
