namespace Squash.Tests.Tar;

/// <summary>R25, R26: every dialect of a header block.</summary>
public sealed class DialectTests
{
    [Fact]
    public void UstarPrefixStandsBeforeTheName() =>
        Assert.Equal("some/dir/f", Reading.One(new TarBuilder().Entry("f", change: h => h.Text(345, "some/dir"))).Path);

    [Fact]
    public void NamesThatFillTheirFieldNeedNoNul()
    {
        var name = new string('n', 100);
        var prefix = new string('p', 155);
        var entry = Reading.One(new TarBuilder().Entry(name, '2', change: h => h.Text(345, prefix).Text(157, name)));
        Assert.Equal((prefix + "/" + name, name), (entry.Path, entry.LinkPath));
    }

    [Fact]
    public void V7HasNeitherPrefixNorNamesNorDevices()
    {
        var header = RawHeader.V7("f", '3', 0).Text(345, "prefix").Text(265, "user").Text(297, "group").Text(329, "bad");
        var entry = Reading.One(new TarBuilder().Header(header));
        Assert.Equal(("f", "", "", 0u), (entry.Path, entry.UserName, entry.GroupName, entry.DevMajor));
    }

    [Fact]
    public void StarPrefixEndsAfter131Bytes()
    {
        var prefix = new string('p', 131);
        var entry = Reading.One(new TarBuilder().Header(RawHeader.Star("f", '0', 0).Text(345, prefix)));
        Assert.Equal(prefix + "/f", entry.Path);
    }

    [Fact]
    public void GnuTimesAreNoPrefix() =>
        Assert.Equal("f", Reading.One(new TarBuilder().Gnu("f", change: h => h.Octal(345, 12, 99).Octal(357, 12, 98))).Path);

    [Fact]
    public void GnuTimesInBase256AreNoPrefix() =>
        Assert.Equal("f", Reading.One(new TarBuilder().Gnu("f", change: h => h.Base256(345, 12, -5))).Path);

    [Fact]
    public void AGnuTimeThatBeginsWithANulIsNone() => Assert.Equal(
        "f", Reading.One(new TarBuilder().Gnu("f", change: h => h.Octal(345, 12, 99).Text(357, "\0x"))).Path);

    [Theory]
    [InlineData("very/long/path")]
    [InlineData("short")]
    [InlineData("012345670123/dir")]
    public void OldGoPrefixInAGnuHeaderIsTaken(string prefix) =>
        Assert.Equal(prefix + "/f", Reading.One(new TarBuilder().Gnu("f", change: h => h.Text(345, prefix))).Path);

    [Fact]
    public void GarbageThatIsNotAsciiInAGnuHeaderIsNoPrefix() =>
        Assert.Equal("f", Reading.One(new TarBuilder().Gnu("f", change: h => h.Text(345, "p\u00e9"))).Path);

    [Theory]
    [InlineData("0000644\0", 0x1A4)]
    [InlineData("   644 \0", 0x1A4)]
    [InlineData("644\0\0\0\0\0", 0x1A4)]
    [InlineData("\0\0\0\0\0644", 0x1A4)]
    [InlineData("        ", 0)]
    [InlineData("\0\0\0\0\0\0\0\0", 0)]
    [InlineData("100644 \0", 0x1A4)]
    [InlineData("00100755", 0x1ED)]
    public void OctalIsPaddedByBlanksOrNuls(string field, int mode) =>
        Assert.Equal(mode, Reading.One(new TarBuilder().Entry("f", change: h => h.Text(100, field))).Mode);

    [Theory]
    [InlineData("0000648\0")]
    [InlineData("-000644\0")]
    [InlineData("64 4\0\0\0\0")]
    public void AFieldThatIsNoNumberIsRefused(string field) =>
        Assert.Contains("neither octal", Reading.Refusal(new TarBuilder().Entry("f", change: h => h.Text(100, field))));

    [Fact]
    public void Base256HoldsLargeAndNegativeNumbers()
    {
        var entry = Reading.One(new TarBuilder().Gnu("f", change: h => h
            .Base256(108, 8, 4294967294).Base256(116, 8, 3000000).Base256(136, 12, -62135596800)));
        Assert.Equal((4294967294, 3000000u, -62135596800), (entry.Uid, entry.Gid, entry.Mtime));
    }

    [Fact]
    public void Base256BeyondSixtyFourBitsIsRefused() =>
        Assert.Contains("base-256", Reading.Refusal(
            new TarBuilder().Gnu("f", change: h => h.Text(136, "\u0080\u0001\0\0\0\0\0\0\0\0\0\0"))));

    [Fact]
    public void SignedChecksumsAreTaken()
    {
        var bytes = RawHeader.Ustar("caf\u00e9\u00ff", '0', 0).Sealed(signed: true);
        Assert.Equal("caf\u00e9\u00ff", Reading.One(new TarBuilder().Raw(bytes)).Path);
    }

    [Fact]
    public void WrongChecksumsAreRefused()
    {
        var bytes = RawHeader.Ustar("f", '0', 0).Sealed();
        bytes[0]++;
        Assert.Contains("checksum", Reading.Refusal(new TarBuilder().Raw(bytes)));
        Assert.EndsWith(", at offset 2048", Reading.Refusal(
            new TarBuilder().Entry("a", content: "a").Pax(("uid", "7")).Raw(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void AChecksumThatIsNoNumberIsNotThatOfBytesThatSumToZero()
    {
        var bytes = RawHeader.Ustar(new string('\u0080', 40), '0', 0).Text(148, "       x").Bytes;
        int Sum() => bytes.Sum(value => (sbyte)value) - "x"u8[0] + ' ';
        for (var at = 345; Sum() != 0; at++)
            bytes[at] = (byte)(sbyte)Math.Clamp(-Sum(), -128, 127);
        Assert.Contains("checksum", Reading.Refusal(new TarBuilder().Raw(bytes)));
    }

    [Fact]
    public void GnuLongNamesOverridePaxPaths()
    {
        var archive = new TarBuilder().LongName("gnu").LongLink("gnulink")
            .Pax(("path", "pax"), ("linkpath", "paxlink")).Entry("f", '2', change: h => h.Text(157, "l"));
        var entry = Reading.One(archive);
        Assert.Equal(("gnu", "gnulink"), (entry.Path, entry.LinkPath));
    }

    [Fact]
    public void EmptyGnuLongNamesOverrideNothing() =>
        Assert.Equal("f", Reading.One(new TarBuilder().LongName("").LongLink("").Entry("f")).Path);

    [Fact]
    public void ASecondLongNameReplacesTheFirst() =>
        Assert.Equal("two", Reading.One(new TarBuilder().LongName("one").LongName("two").Entry("f")).Path);

    [Fact]
    public void LongNamesBelongToOneEntryOnly()
    {
        var entries = Reading.All(new TarBuilder().LongName("long").Entry("a").Entry("b"));
        Assert.Equal(["long", "b"], entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData('\0', "f", TarEntryType.RegularFile)]
    [InlineData('\0', "d/", TarEntryType.Directory)]
    [InlineData('0', "f/", TarEntryType.RegularFile)]
    [InlineData('7', "f", TarEntryType.RegularFile)]
    [InlineData('1', "f", TarEntryType.HardLink)]
    [InlineData('2', "f", TarEntryType.SymbolicLink)]
    [InlineData('3', "f", TarEntryType.CharacterDevice)]
    [InlineData('4', "f", TarEntryType.BlockDevice)]
    [InlineData('5', "d", TarEntryType.Directory)]
    [InlineData('6', "f", TarEntryType.Fifo)]
    public void TypeflagsAreThoseOfPosix(char typeflag, string name, TarEntryType type) =>
        Assert.Equal((type, name), Reading.One(new TarBuilder().Entry(name, typeflag)) switch { var e => (e.Type, e.Path) });

    [Fact]
    public void ALongNameMakesATypelessEntryADirectory() =>
        Assert.Equal(TarEntryType.Directory, Reading.One(new TarBuilder().LongName("d/").Entry("f", '\0')).Type);

    [Fact]
    public void DumpDirectoriesAreDirectoriesWhoseDataIsSkipped()
    {
        var entries = Reading.All(new TarBuilder().Gnu("d/", 'D', "Yfile\0\0").Entry("f", content: "x"));
        Assert.Equal([("d/", TarEntryType.Directory, 0L, ""), ("f", TarEntryType.RegularFile, 1L, "x")],
            entries.Select(entry => (entry.Path, entry.Type, entry.Size, entry.Content)));
    }

    [Theory]
    [InlineData('V')]
    [InlineData('N')]
    [InlineData('M')]
    public void VolumeHeadersOfGnuAreSkipped(char typeflag) =>
        Assert.Equal("f", Reading.One(new TarBuilder().Gnu("label", typeflag, "data").Entry("f").Gnu("last", typeflag)).Path);

    [Theory]
    [InlineData('A')]
    [InlineData('s')]
    [InlineData('8')]
    [InlineData('X')]
    [InlineData('/')]
    [InlineData('\u0001')]
    public void UnknownTypeflagsAreRefused(char typeflag) =>
        Assert.Contains($"0x{(int)typeflag:x2}", Reading.Refusal(new TarBuilder().Entry("f", typeflag)));

    [Fact]
    public void NamesAreBytesNotText()
    {
        const string name = "\u00ff\u00fe\n\t\\:\u0001 ";
        Assert.Equal(name, Reading.One(new TarBuilder().Entry(name)).Path);
    }
}
