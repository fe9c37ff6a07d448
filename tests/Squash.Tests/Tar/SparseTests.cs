namespace Squash.Tests.Tar;

/// <summary>R29: every way to store a sparse file gives the file expanded.</summary>
public sealed class SparseTests
{
    private static readonly string File = new string('\0', 1000) + "abcdefgh" + new string('\0', 5000) + "xyz" + new string('\0', 77);
    private const string Stored = "abcdefghxyz";
    private static readonly (long, long)[] Segments = [(1000, 8), (6008, 3)];

    [Fact]
    public void Format00IsExpanded()
    {
        var archive = new TarBuilder().Pax(
            ("GNU.sparse.size", "6088"), ("GNU.sparse.numblocks", "2"),
            ("GNU.sparse.offset", "1000"), ("GNU.sparse.numbytes", "8"),
            ("GNU.sparse.offset", "6008"), ("GNU.sparse.numbytes", "3")).Entry("sp", content: Stored);
        AssertExpanded(archive, "sp");
    }

    [Fact]
    public void Format01IsExpandedUnderItsRealName()
    {
        var archive = new TarBuilder().Pax(
            ("GNU.sparse.size", "6088"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.name", "dir/real"),
            ("GNU.sparse.map", "1000,8,6008,3")).Entry("GNUSparseFile.1/sp", content: Stored);
        AssertExpanded(archive, "dir/real");
    }

    [Theory]
    [InlineData("2\n1000\n8\n6008\n3\n")]
    [InlineData("4\n1000\n8\n2000\n0\n6008\n3\n6088\n0\n")]
    public void Format10IsExpandedUnderItsRealName(string map) =>
        AssertExpanded(Format10("6088", Padded(map) + Stored), "dir/real");

    [Fact]
    public void Format10MapsMaySpanBlocks()
    {
        var segments = Enumerable.Range(0, 500).Select(i => (Offset: (i * 1000) + 7, Length: 1)).ToList();
        var map = $"{segments.Count}\n" + string.Concat(segments.Select(s => $"{s.Offset}\n{s.Length}\n"));
        var expanded = new char[500_000];
        Array.Fill(expanded, '\0');
        foreach (var (offset, _) in segments)
            expanded[offset] = 'x';
        AssertContent(Format10("500000", Padded(map) + new string('x', 500)), new string(expanded));
    }

    [Theory]
    [InlineData(508)]
    [InlineData(509)]
    [InlineData(510)]
    [InlineData(511)]
    [InlineData(512)]
    public void Format10MapsMayEndAnywhereInABlock(int mapBytes)
    {
        const string rest = "1\n5\n1\n";
        AssertContent(Format10("6", Padded(new string('0', mapBytes - rest.Length) + rest) + "x"), "\0\0\0\0\0x");
    }

    [Fact]
    public void OldGnuIsExpanded() => AssertExpanded(OldGnu(6088, Stored, Segments), "sp");

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(200)]
    public void OldGnuExtensionBlocksAreRead(int count)
    {
        var segments = Enumerable.Range(0, count).Select(i => ((long)i * 3, 1L)).ToArray();
        AssertContent(OldGnu(3 * count, new string('x', count), segments), string.Concat(Enumerable.Repeat("x\0\0", count)));
    }

    [Fact]
    public void NothingIsLeftOfASparseFileWhenAnotherFollows()
    {
        var archive = new TarBuilder()
            .Raw(Format10("6088", Padded("2\n1000\n8\n6008\n3\n") + Stored).Bytes)
            .Raw(OldGnu(15, "xxxxx", [.. Enumerable.Range(0, 5).Select(i => (i * 3L, 1L))]).Bytes)
            .Raw(Format10("6", Padded("1\n5\n1\n") + "x").Bytes);
        Assert.Equal(
            [File, string.Concat(Enumerable.Repeat("x\0\0", 5)), "\0\0\0\0\0x"], Reading.All(archive).Select(entry => entry.Content));
    }

    [Fact]
    public void TheMapOfAnOldGnuHeaderReplacesThatOfRecords() => AssertExpanded(
        new TarBuilder().Pax(("GNU.sparse.size", "11"), ("GNU.sparse.map", "0,11")).Raw(OldGnu(6088, Stored, Segments).Bytes), "sp");

    [Fact]
    public void AFileOfHolesOnlyIsZeros()
    {
        AssertContent(OldGnu(5, "", []), "\0\0\0\0\0");
        AssertContent(Format10("5", Padded("0\n")), "\0\0\0\0\0");
        AssertContent(Format10("5", Padded("1\n5\n0\n")), "\0\0\0\0\0");
    }

    [Fact]
    public void ANegativeSizeIsRefused() => Reading.Refusal(OldGnu(-1, "", []));

    [Fact]
    public void ASparseFileInAnotherDialectThanGnuIsRefused() =>
        Assert.Contains("GNU", Reading.Refusal(new TarBuilder().Header(RawHeader.Star("sp", 'S', 0))));

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public void MapsInRecordsMayTellTheirVersion(string minor) => AssertExpanded(
        new TarBuilder().Pax(
            ("GNU.sparse.major", "0"), ("GNU.sparse.minor", minor), ("GNU.sparse.name", "dir/real"), ("GNU.sparse.realsize", "6088"),
            ("GNU.sparse.map", "1000,8,6008,3")).Entry("GNUSparseFile.1/sp", content: Stored),
        "dir/real");

    [Theory]
    [InlineData("2", "0")]
    [InlineData("0", "2")]
    [InlineData("1", "1")]
    [InlineData("", "0")]
    [InlineData("0", "")]
    public void AnUnknownSparseVersionIsAnOrdinaryFile(string major, string minor)
    {
        var records = new[]
        {
            ("GNU.sparse.major", major), ("GNU.sparse.minor", minor), ("GNU.sparse.name", "other"), ("GNU.sparse.map", "0,11"),
        };
        var entry = Reading.One(new TarBuilder().Pax(records).Entry("sp", content: Stored));
        Assert.Equal(("sp", Stored, false, false), (entry.Path, entry.Content, entry.IsSparse, entry.IsCanonical));
    }

    [Theory]
    [InlineData("1000,8,6008", 11)]
    [InlineData("1000,8,6008,4", 11)]
    [InlineData("6008,3,1000,8", 11)]
    [InlineData("1000,8,1007,3", 11)]
    [InlineData("1000,8,6086,3", 11)]
    [InlineData("1000,8,-1,3", 11)]
    [InlineData("1000;8,6008,3", 11)]
    [InlineData("1000,8,,3", 11)]
    [InlineData("9223372036854775807,9223372036854775807", 11)]
    [InlineData("99999999999999999999,1", 11)]
    [InlineData("", 11)]
    public void MapsThatDoNotFitTheFileAreRefused(string map, int stored) => Reading.Refusal(new TarBuilder()
        .Pax(("GNU.sparse.size", "6088"), ("GNU.sparse.map", map)).Entry("sp", content: new string('x', stored)));

    [Theory]
    [InlineData(",0")]
    [InlineData("+0,0")]
    [InlineData("-0,0")]
    [InlineData("18446744073709551616,0")]
    public void EmptySegmentsHaveNumbersToo(string map) =>
        Reading.Refusal(new TarBuilder().Pax(("GNU.sparse.size", "6088"), ("GNU.sparse.map", map)).Entry("sp"));

    [Theory]
    [InlineData("\n")]
    [InlineData("1\n\n0\n")]
    [InlineData("1\n:\n0\n")]
    [InlineData("1\n1/\n0\n")]
    [InlineData("1\n0x\n0\n")]
    [InlineData("1\n18446744073709551616\n0\n")]
    public void EmptySegmentsInTheDataHaveNumbersToo(string map) => Reading.Refusal(Format10("6088", Padded(map)));

    [Theory]
    [InlineData("size", "x")]
    [InlineData("size", "-1")]
    [InlineData("realsize", "1.5")]
    [InlineData("realsize", "")]
    public void ASizeThatIsNoneIsRefusedAlsoWhereAnotherCounts(string key, string value) => Reading.Refusal(new TarBuilder()
        .Pax(($"GNU.sparse.{key}", value), ("GNU.sparse.size", "5"), ("GNU.sparse.map", "4,1")).Entry("sp", content: "x"));

    [Fact]
    public void TheLastMapCounts() => AssertContent(
        new TarBuilder().Pax(("GNU.sparse.size", "5"), ("GNU.sparse.map", "0,1"), ("GNU.sparse.map", "4,1")).Entry("sp", content: "x"),
        "\0\0\0\0x");

    [Fact]
    public void AFileOfNoBytesMayBeSparse() =>
        AssertContent(new TarBuilder().Pax(("GNU.sparse.size", "0"), ("GNU.sparse.map", "0,0")).Entry("sp"), "");

    [Theory]
    [InlineData("x\n")]
    [InlineData("\n")]
    [InlineData("-1\n")]
    [InlineData("1\n\n1\n")]
    [InlineData("99999999999999999999999\n")]
    [InlineData("9223372036854775807\n1\n1\n")]
    [InlineData("1000000\n1\n1\n")]
    [InlineData("2\n1000\n8\n")]
    [InlineData("1\n1000\n8")]
    public void MalformedMapsInTheDataAreRefused(string map) => Reading.Refusal(Format10("6088", Padded(map) + "abcdefgh"));

    [Fact]
    public void AMapOutsideTheDataIsRefused() => Reading.Refusal(Format10("6088", "").Zeros(512));

    [Theory]
    [InlineData("GNU.sparse.numbytes", "GNU.sparse.offset")]
    [InlineData("GNU.sparse.offset", "GNU.sparse.offset")]
    public void Format00PairsStandInOrder(string first, string second) =>
        Reading.Refusal(new TarBuilder().Pax(("GNU.sparse.size", "9"), (first, "1"), (second, "1")).Entry("sp", content: "x"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEndlessMapIsRefusedInBoundedMemory(bool old)
    {
        var block = old ? new byte[512] : TarBuilder.Latin(new string('0', 512));
        if (old)
            block[504] = 1;
        var archive = old
            ? new TarBuilder().Header(RawHeader.Gnu("sp", 'S', 0).Byte(482, 1).Octal(483, 12, 0))
            : Format10("6088", "", stored: 1 << 30);
        for (var i = 0; i < 4096; i++)
            archive.Raw(block);
        Assert.Contains("headers of an entry", Reading.Refusal(archive));
    }

    [Fact]
    public void HolesCostNoMemoryAndNoInput()
    {
        var reader = new TarReader(new MemoryStream(OldGnu(5L << 30, "x", [((5L << 30) - 1, 1L)]).Bytes));
        Assert.True(reader.Read());
        var counted = new CountingStream();
        reader.CopyContentTo(counted, TestContext.Current.CancellationToken);
        Assert.Equal(5L << 30, counted.Count);
    }

    private static void AssertExpanded(TarBuilder archive, string path)
    {
        AssertContent(archive, File);
        Assert.Equal(path, Reading.All(archive)[0].Path);
    }

    /// <summary>The entry after a sparse one is found, whether its content was read or skipped.</summary>
    private static void AssertContent(TarBuilder archive, string content)
    {
        archive.Entry("next", content: "n");
        Assert.Equal("next", Reading.All(new MemoryStream(archive.Bytes), withContent: false)[1].Path);
        var entries = Reading.All(archive);
        var entry = entries[0];
        Assert.Equal("n", entries[1].Content);
        Assert.Equal((TarEntryType.RegularFile, true, false), (entry.Type, entry.IsSparse, entry.IsCanonical));
        Assert.Equal(content.Length, entry.Size);
        Assert.Equal(content, entry.Content);
    }

    private static TarBuilder Format10(string size, string data, long? stored = null) => new TarBuilder()
        .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "dir/real"), ("GNU.sparse.realsize", size))
        .Entry("GNUSparseFile.1/sp", content: data, change: h => h.Octal(124, 12, stored ?? data.Length));

    private static string Padded(string map) => map + new string('\0', -map.Length & 511);

    private static TarBuilder OldGnu(long size, string stored, (long Offset, long Length)[] segments)
    {
        var header = RawHeader.Gnu("sp", 'S', stored.Length).Base256(483, 12, size).Byte(482, (byte)(segments.Length > 4 ? 1 : 0));
        PutPairs(header, 386, segments.Take(4));
        var archive = new TarBuilder().Header(header);
        for (var done = 4; done < segments.Length; done += 21)
        {
            var block = new RawHeader().Byte(504, (byte)(segments.Length > done + 21 ? 1 : 0));
            PutPairs(block, 0, segments.Skip(done).Take(21));
            archive.Raw(block.Bytes);
        }
        return archive.Data(stored);
    }

    private static void PutPairs(RawHeader block, int offset, IEnumerable<(long Offset, long Length)> segments)
    {
        foreach (var segment in segments)
        {
            if (segment.Offset < 1L << 33)
                block.Octal(offset, 12, segment.Offset);
            else
                block.Base256(offset, 12, segment.Offset);
            block.Octal(offset + 12, 12, segment.Length);
            offset += 24;
        }
    }
}
