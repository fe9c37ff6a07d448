namespace Squash.Tests.Tar;

/// <summary>FLATTEN-RULES 1.7: which headers may be copied as they stand, and that they are.</summary>
public sealed class CanonicalTests
{
    [Theory]
    [InlineData('0')]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('5')]
    [InlineData('6')]
    public void PlainUstarIsCanonical(char typeflag) => Assert.True(Reading.One(new TarBuilder().Entry("f", typeflag)).IsCanonical);

    [Fact]
    public void OneExtendedHeaderIsCanonical() => Assert.True(Reading.One(new TarBuilder().Pax(
        ("path", "caf\u00e9"), ("uid", "3000000"), ("mtime", "-1.5"), ("SCHILY.xattr.user.a", "\0\u00ff"), ("comment", "c"),
        ("RHT.security.selinux", "s")).Entry("cafe")).IsCanonical);

    [Fact]
    public void EachOfTwoEntriesMayHaveAnExtendedHeader() => Assert.Equal([true, true], Reading.All(
        new TarBuilder().Pax(("uid", "7")).Entry("a").Pax(("uid", "8")).Entry("b")).Select(entry => entry.IsCanonical));

    [Fact]
    public void OtherDialectsAreNot()
    {
        AssertNot(new TarBuilder().Gnu("f"));
        AssertNot(new TarBuilder().Header(RawHeader.V7("f", '0', 0)));
        AssertNot(new TarBuilder().Header(RawHeader.Star("f", '0', 0)));
        AssertNot(new TarBuilder().Entry("f", change: h => h.Text(263, "  ")));
    }

    [Fact]
    public void LongNamesAndSecondHeadersAreNot()
    {
        AssertNot(new TarBuilder().LongName("n").Entry("f"));
        AssertNot(new TarBuilder().LongLink("n").Entry("f", '2'));
        AssertNot(new TarBuilder().Entry("././@LongLink", 'L', "n\0").Entry("f"));
        AssertNot(new TarBuilder().Pax(("uid", "1")).Pax(("uid", "1")).Entry("f"));
        AssertNot(new TarBuilder().Gnu("x", 'x', TarBuilder.Record(("uid", "1"))).Entry("f"));
    }

    [Theory]
    [InlineData('7')]
    [InlineData('\0')]
    [InlineData('D')]
    public void OddTypeflagsAreNot(char typeflag) => AssertNot(new TarBuilder().Entry("f", typeflag));

    [Theory]
    [InlineData("path", "a", "path", "b")]
    [InlineData("uid", "1", "uid", "1")]
    [InlineData("uid", "-2", "gid", "1")]
    [InlineData("gid", "-2", "uid", "1")]
    [InlineData("mtime", "", "gid", "1")]
    [InlineData("GNU.sparse.name", "n", "gid", "1")]
    [InlineData("SCHILY.xattr.trusted.overlay.opaque", "y", "gid", "1")]
    [InlineData("SCHILY.xattr.user.overlay.opaque", "y", "gid", "1")]
    public void RecordsThatEnginesReadInOtherWaysAreNot(string key, string value, string key2, string value2) =>
        AssertNot(new TarBuilder().Pax((key, value), (key2, value2)).Entry("f"));

    [Fact]
    public void NamesInTheHeaderThatAreNotAsciiAreNot()
    {
        AssertNot(new TarBuilder().Entry("caf\u00e9"));
        AssertNot(new TarBuilder().Entry("l", '2', change: h => h.Text(157, "\u00ff")));
        AssertNot(new TarBuilder().Entry("f", change: h => h.Text(265, "\u00ff")));
    }

    [Fact]
    public void NumbersThatLeaveTheirFieldAreNot()
    {
        AssertNot(new TarBuilder().Entry("f", change: h => h.Base256(108, 8, 5)));
        AssertNot(new TarBuilder().Entry("f", change: h => h.Text(108, "77777777")));
        AssertNot(new TarBuilder().Entry("d", '5', change: h => h.Octal(124, 12, 5)));
        AssertNot(new TarBuilder().Pax(("uid", "5")).Entry("f", change: h => h.Base256(108, 8, 5)));
    }

    [Theory]
    [InlineData(100, "0000644 ", true)]
    [InlineData(100, "00000644", false)]
    [InlineData(108, "00000007", false)]
    [InlineData(116, "00000007", false)]
    [InlineData(124, "000000000000", false)]
    [InlineData(136, "00000001750 ", true)]
    [InlineData(136, "000000001750", false)]
    [InlineData(329, "none\0", false)]
    [InlineData(337, "none\0", false)]
    public void NumbersMustBeSomeAndEndWithinTheirField(int offset, string field, bool isCanonical) =>
        Assert.Equal(isCanonical, Reading.One(new TarBuilder().Entry("f", change: h => h.Text(offset, field))).IsCanonical);

    [Fact]
    public void TheRawCopyIsTheInput()
    {
        var archive = new TarBuilder().Entry("a", content: "1").Entry("d/", '5')
            .Pax(("path", "caf\u00e9"), ("SCHILY.xattr.user.a", "\0\u00ff=\n")).Entry("b", content: new string('2', 1024))
            .LongName("c").Gnu("c", content: new string('3', 700_000)).Entry("e", '1').Bytes;
        Assert.Equal(archive, Reading.RawCopy([.. archive, .. new byte[1024]]));
    }

    [Fact]
    public void TheRawCopyHasZerosForPadding()
    {
        var archive = new TarBuilder().Entry("a", content: "1").Entry("b").Bytes;
        var dirty = archive.ToArray();
        dirty[600] = 1;
        Assert.Equal(archive, Reading.RawCopy(dirty));
    }

    [Fact]
    public void DataOffsetIsWhereTheDataStands()
    {
        var archive = new TarBuilder().Entry("a", content: "1").Pax(("uid", "7")).Entry("b", content: "2").Bytes;
        var entry = Reading.All(new MemoryStream(archive))[1];
        Assert.Equal((1024L, 1024L + 1536), (entry.Offset, entry.DataOffset));
        Assert.Equal('2', (char)archive[entry.DataOffset]);
        var reader = new TarReader(new MemoryStream(archive));
        reader.Read();
        reader.CopyContentTo(Stream.Null, TestContext.Current.CancellationToken);
        Assert.Equal(512, reader.Entry.DataOffset);
    }

    private static void AssertNot(TarBuilder archive) => Assert.False(Reading.One(archive).IsCanonical);
}
