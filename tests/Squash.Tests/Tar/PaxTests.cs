namespace Squash.Tests.Tar;

/// <summary>R27, R28: extended headers.</summary>
public sealed class PaxTests
{
    [Fact]
    public void RecordsOverrideTheHeader()
    {
        var entry = Reading.One(new TarBuilder()
            .Pax(("path", "long"), ("linkpath", "to"), ("uid", "4294967294"), ("gid", "2097152"), ("uname", "u"), ("gname", "g"),
                ("size", "3"), ("mtime", "12345.678"))
            .Entry("f", content: "abc", change: h => h.Octal(124, 12, 0)));
        Assert.Equal(("long", "to", 4294967294, 2097152u, "u", "g"),
            (entry.Path, entry.LinkPath, entry.Uid, entry.Gid, entry.UserName, entry.GroupName));
        Assert.Equal((3L, 12345L, "12345.678", "abc"), (entry.Size, entry.Mtime, entry.MtimeText, entry.Content));
    }

    [Fact]
    public void EmptyValuesKeepTheHeadersField()
    {
        var records = "path linkpath uid gid uname gname size mtime atime".Split(' ').Select(key => (key, ""));
        var entry = Reading.One(new TarBuilder().Pax([.. records]).Entry("f", content: "abc"));
        Assert.Equal(("f", 0u, "root", 3L, 1000L, ""),
            (entry.Path, entry.Uid, entry.UserName, entry.Size, entry.Mtime, entry.MtimeText));
    }

    [Fact]
    public void TheLastOfAKeyCounts() =>
        Assert.Equal("b", Reading.One(new TarBuilder().Pax(("path", "a"), ("path", "b")).Entry("f")).Path);

    [Fact]
    public void AnEmptyLastValueTakesTheFirstBack() =>
        Assert.Equal("f", Reading.One(new TarBuilder().Pax(("path", "a"), ("path", "")).Entry("f")).Path);

    [Fact]
    public void ASecondExtendedHeaderReplacesTheFirst()
    {
        var entry = Reading.One(new TarBuilder().Pax(("path", "one"), ("uid", "7")).Pax(("gid", "8")).Entry("f"));
        Assert.Equal(("f", 0u, 8u), (entry.Path, entry.Uid, entry.Gid));
        Assert.Equal(TarBuilder.Record(("gid", "8")), entry.Pax);
    }

    [Fact]
    public void XattrValuesAreCutByLength()
    {
        var value = "\0\n=\u0080\u00ff12 a=b\n\n";
        var entry = Reading.One(new TarBuilder().Pax(("SCHILY.xattr.security.capability", value), ("uid", "7")).Entry("f"));
        Assert.Equal(7u, entry.Uid);
        Assert.Contains(value, entry.Pax);
    }

    [Theory]
    [InlineData("7 path=a\n")]
    [InlineData("9 path=a\n")]
    [InlineData("8 path=a\n\0")]
    [InlineData("8path=aa\n")]
    [InlineData("8 path:a\n")]
    [InlineData("5 =aa\n")]
    [InlineData("+9 path=a\n")]
    [InlineData("-9 path=a\n")]
    [InlineData("0 a=b\n")]
    [InlineData("99999999999999999999 a=b\n")]
    [InlineData("4294967304 a=b\n")]
    [InlineData("10 pa\0h=ab\n")]
    [InlineData("9 path=a ")]
    [InlineData("10 path=a")]
    public void MalformedRecordsAreRefused(string payload) =>
        Assert.Contains("PAX record", Reading.Refusal(new TarBuilder().Entry("x", 'x', payload + " ").Entry("f")));

    [Fact]
    public void ABlankFollowsTheLengthOfARecord() =>
        Assert.Contains("PAX record", Reading.Refusal(new TarBuilder().Entry("x", 'x', "9path=aa\n").Entry("f")));

    [Theory]
    [InlineData("path")]
    [InlineData("linkpath")]
    [InlineData("uname")]
    [InlineData("gname")]
    [InlineData("GNU.sparse.name")]
    public void NamesWithNulsAreRefused(string key) =>
        Assert.Contains("NUL", Reading.Refusal(new TarBuilder().Pax((key, "a\0b")).Entry("f")));

    [Theory]
    [InlineData("uid", "x")]
    [InlineData("uid", "+1")]
    [InlineData("uid", "1 ")]
    [InlineData("gid", "4294967295")]
    [InlineData("uid", "-1")]
    [InlineData("size", "-1")]
    [InlineData("size", "9223372036854775807")]
    [InlineData("size", "9223372036854775808")]
    [InlineData("size", "1.5")]
    [InlineData("mtime", ".5")]
    [InlineData("mtime", "1e9")]
    [InlineData("mtime", "1.-5")]
    [InlineData("mtime", "-")]
    [InlineData("mtime", "+5")]
    [InlineData("atime", "never")]
    [InlineData("ctime", "never")]
    public void NumbersThatAreNoneOrOutOfRangeAreRefused(string key, string value) =>
        Reading.Refusal(new TarBuilder().Pax((key, value)).Entry("f"));

    [Fact]
    public void RecordsBelongToOneEntryOnly()
    {
        var entries = Reading.All(new TarBuilder().Pax(("uid", "7"), ("mtime", "1.5")).Entry("a").Entry("b"));
        Assert.Equal([(7u, "1.5"), (0u, "")], entries.Select(entry => (entry.Uid, entry.MtimeText)));
    }

    [Fact]
    public void GlobalHeadersAreIgnored()
    {
        var global = TarBuilder.Record(("uid", "7")) + TarBuilder.Record(("comment", "c0ffee"));
        var archive = new TarBuilder().Entry("pax_global_header", 'g', global).Pax(("gid", "8")).Entry("f").Bytes;
        var entry = Reading.One(new TarBuilder().Raw(archive));
        Assert.Equal((0u, 8u, true, 1024L), (entry.Uid, entry.Gid, entry.IsCanonical, entry.Offset));
        Assert.Equal(archive[1024..], Reading.RawCopy(archive));
    }

    [Fact]
    public void AGlobalHeaderForgetsTheExtendedOnesBeforeIt()
    {
        var entry = Reading.One(new TarBuilder().LongName("longer").LongLink("to").Pax(("path", "long"), ("uid", "7"))
            .Entry("pax_global_header", 'g', TarBuilder.Record(("comment", "c"))).Entry("f", content: "abc"));
        Assert.Equal(("f", "", 0u, "", "abc", 4096L), (entry.Path, entry.LinkPath, entry.Uid, entry.Pax, entry.Content, entry.Offset));
    }

    [Fact]
    public void AGlobalHeaderAloneIsAnEmptyArchive() =>
        Assert.Empty(Reading.All(new TarBuilder().Entry("pax_global_header", 'g', TarBuilder.Record(("comment", "c"))).End()));

    [Fact]
    public void AnExtendedHeaderOfOneMebibyteIsTakenAndNoLarger()
    {
        var room = TarLimits.ExtendedHeaderBytes - "1048576 SCHILY.xattr.user.a=\n".Length;
        var largest = new TarBuilder().Pax(("SCHILY.xattr.user.a", new string('v', room))).Entry("f");
        Assert.Equal(TarLimits.ExtendedHeaderBytes, Reading.One(largest).Pax.Length);
        var larger = new TarBuilder().Pax(("SCHILY.xattr.user.a", new string('v', room + 1))).Entry("f");
        Assert.Contains("larger than 1048576", Reading.Refusal(larger));
    }

    [Fact]
    public void ManyLargeHeadersOfOneEntryAreRefused()
    {
        var archive = new TarBuilder();
        for (var i = 0; i < 3; i++)
            archive.Pax(("comment", new string('c', 900_000)));
        Assert.Contains("headers of an entry", Reading.Refusal(archive.Entry("f")));
    }

    [Fact]
    public void AMebibyteOfSmallRecordsIsReadToItsEnd()
    {
        var last = TarBuilder.Record(("uid", "7"));
        var records = Enumerable.Repeat("6 a=b\n", (TarLimits.ExtendedHeaderBytes - last.Length) / 6);
        Assert.Equal(7u, Reading.One(new TarBuilder().Entry("x", 'x', string.Concat(records) + last).Entry("f")).Uid);
    }

    [Fact]
    public void PathsUpToPathMaxAreTakenAndNoLonger()
    {
        var longest = new string('p', TarLimits.PathBytes);
        Assert.Equal(longest, Reading.One(new TarBuilder().Pax(("path", longest)).Entry("f")).Path);
        Assert.Equal(longest, Reading.One(new TarBuilder().LongLink(longest).Entry("f", '2')).LinkPath);
        Assert.Contains("path is longer", Reading.Refusal(new TarBuilder().Pax(("path", longest + "p")).Entry("f")));
        Assert.Contains("path is longer", Reading.Refusal(new TarBuilder().LongName(longest + "p").Entry("f")));
    }
}
