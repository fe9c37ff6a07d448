using CsCheck;

namespace Squash.Tests.Tar;

/// <summary>FLATTEN-RULES 1.7: the one form that is written, read again and by others.</summary>
public sealed class HeaderWriterTests
{
    [Fact]
    public void WhatIsWrittenIsReadAgain() => HeaderCase.Random.Sample(
        header =>
        {
            // The data is not there, so it is not skipped either.
            var reader = new TarReader(new MemoryStream(header.Write(new TarHeaderWriter())));
            Assert.True(reader.Read());
            var entry = reader.Entry;
            Assert.Equal(TarBuilder.Latin(header.Path), entry.Path);
            Assert.Equal(TarBuilder.Latin(header.LinkPath), entry.LinkPath);
            Assert.Equal(TarBuilder.Latin(header.UserName), entry.UserName);
            Assert.Equal(TarBuilder.Latin(header.GroupName), entry.GroupName);
            Assert.Equal(
                (header.Type, header.Size, header.Mode, header.Uid, header.Gid, header.MtimeSeconds),
                (entry.Type, entry.Size, entry.Mode, entry.Uid, entry.Gid, entry.MtimeSeconds));
            Assert.Equal((header.DevMajor, header.DevMinor), (entry.DevMajor, entry.DevMinor));
            if (header.Mtime.Contains('.', StringComparison.Ordinal))
                Assert.Equal(TarBuilder.Latin(header.Mtime), entry.MtimeText);
            if (header.Xattr.Length > 0)
                Assert.True(entry.PaxPayload.EndsWith(TarBuilder.Latin(header.Records)));
            Assert.Equal(header.DevMajor <= 0x1FFFFF && header.DevMinor <= 0x1FFFFF, entry.IsCanonical);
            var again = new TarHeaderWriter().Write(TarHeader.From(entry));
            Assert.Equal(entry.HeaderBytes, again);
        },
        iter: 20_000);

    [Fact]
    public void AHeaderThatFitsIsOneUstarBlock()
    {
        var header = HeaderCase.Plain with
        {
            Path = new string('p', 100),
            Uid = 2097151,
            Gid = 2097151,
            Size = (1L << 33) - 1,
            Mtime = "8589934591",
            UserName = new string('u', 31),
        };
        var block = header.Write(new TarHeaderWriter());
        Assert.Equal(512, block.Length);
        Assert.Equal("ustar\u000000"u8, block.AsSpan(257, 8));
        Assert.Equal("7777777\07777777\0"u8, block.AsSpan(108, 16));
        Assert.Equal("77777777777\0"u8, block.AsSpan(124, 12));
    }

    [Theory]
    [InlineData("path", "101")]
    [InlineData("path", "caf\u00e9")]
    [InlineData("linkpath", "101")]
    [InlineData("linkpath", "\u00ff")]
    [InlineData("uid", "2097152")]
    [InlineData("gid", "4294967294")]
    [InlineData("size", "8589934592")]
    [InlineData("mtime", "-1")]
    [InlineData("mtime", "1.5")]
    [InlineData("mtime", "8589934592")]
    [InlineData("uname", "32")]
    public void AFieldThatDoesNotFitIsOneRecord(string key, string value)
    {
        if (value is "101" or "32")
            value = new string('n', int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        var header = key switch
        {
            "path" => HeaderCase.Plain with { Path = value },
            "linkpath" => HeaderCase.Plain with { LinkPath = value, Type = TarEntryType.SymbolicLink },
            "uid" => HeaderCase.Plain with { Uid = uint.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "gid" => HeaderCase.Plain with { Gid = uint.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "size" => HeaderCase.Plain with { Size = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "mtime" => HeaderCase.Plain with { Mtime = value },
            _ => HeaderCase.Plain with { UserName = value },
        };
        var blocks = header.Write(new TarHeaderWriter());
        var record = TarBuilder.Latin(TarBuilder.Record((key, value)));
        Assert.Equal((byte)'x', blocks[156]);
        Assert.Equal(record, blocks[512..(512 + record.Length)]);
        Assert.All(blocks[(512 + record.Length)..1024], value => Assert.Equal(0, value));
        Assert.All([.. blocks[..512], .. blocks[1024..]], value => Assert.InRange(value, 0, 127));
        Assert.Equal(1536, blocks.Length);
    }

    [Theory]
    [InlineData(0x1FFFFF, "7777777\0")]
    [InlineData(0x200000, "\u0080\0\0\0\0\u0020\0\0")]
    public void ADevicesNumberIsOctalAsLongAsItFits(uint number, string field)
    {
        var block = new TarHeaderWriter().Write(new TarHeader { Path = "d"u8, Type = TarEntryType.BlockDevice, DevMajor = number });
        Assert.Equal(field, System.Text.Encoding.Latin1.GetString(new TarBlock(block).DevMajor));
    }

    [Theory]
    [InlineData("f", "f")]
    [InlineData("some/dir/f", "f")]
    [InlineData("some/dir/", "dir")]
    [InlineData("87", "87")]
    [InlineData("88", "87")]
    public void AnExtendedHeaderIsNamedAfterItsEntry(string path, string name)
    {
        (path, name) = path is "87" or "88" ? (new string('n', path[1] - '0' + 80), new string('n', 87)) : (path, name);
        var blocks = (HeaderCase.Plain with { Path = path, Mtime = "1.5" }).Write(new TarHeaderWriter());
        var header = new TarBlock(blocks);
        Assert.Equal("PaxHeaders.0/" + name, System.Text.Encoding.Latin1.GetString(TarBlock.Text(header.Name)));
        Assert.Equal("0000644\0", System.Text.Encoding.Latin1.GetString(header.Mode));
        Assert.Equal("00000000015\0", System.Text.Encoding.Latin1.GetString(header.EntrySize));
        Assert.True(header.ChecksumMatches);
    }

    [Fact]
    public void ReadersThatKnowNoPaxSeeAsMuchAsFits()
    {
        var path = new string('p', 99) + "\u00e9xyz";
        var link = "\u00e9\u0001\u007f\u0080\0" + new string('l', 120);
        var header = HeaderCase.Plain with
        {
            Path = path,
            LinkPath = link,
            Type = TarEntryType.SymbolicLink,
            Uid = 2097153,
            Gid = 2097153,
            Size = (1L << 33) + 1,
            Mtime = "-5",
            UserName = "\u00fc",
            GroupName = "g",
        };
        var block = new TarBlock(header.Write(new TarHeaderWriter()).AsSpan()[^512..]);
        Assert.Equal(new string('p', 99) + "_", System.Text.Encoding.Latin1.GetString(block.Name));
        Assert.Equal("_\u0001\u007f__" + new string('l', 95), System.Text.Encoding.Latin1.GetString(block.Linkname));
        Assert.Equal("0000000\0" + "0000000\0", System.Text.Encoding.Latin1.GetString([.. block.Uid, .. block.Gid]));
        Assert.Equal("00000000000\0", System.Text.Encoding.Latin1.GetString(block.EntrySize));
        Assert.Equal("00000000000\0", System.Text.Encoding.Latin1.GetString(block.Mtime));
        Assert.Equal("|g", System.Text.Encoding.Latin1.GetString([.. TarBlock.Text(block.Uname), (byte)'|', .. TarBlock.Text(block.Gname)]));
        Assert.Equal((byte)' ', block.Checksum[7]);
        Assert.Equal(0, block.Checksum[6]);
    }

    [Theory]
    [InlineData("GNU.sparse.major")]
    [InlineData("GNU.sparse.map")]
    [InlineData("SCHILY.xattr.trusted.overlay.opaque")]
    [InlineData("SCHILY.xattr.user.overlay.opaque")]
    [InlineData("path")]
    [InlineData("size")]
    public void RecordsThatAFieldOrARuleSupersedesAreLeftOut(string key)
    {
        var blocks = new TarHeaderWriter().Write(new TarHeader
        {
            Path = "f"u8,
            Type = TarEntryType.RegularFile,
            Records = TarBuilder.Latin(TarBuilder.Record((key, "1"))),
        });
        Assert.Equal(512, blocks.Length);
    }

    [Theory]
    [InlineData("SCHILY.xattr.security.capability")]
    [InlineData("SCHILY.xattr.trusted.other")]
    [InlineData("LIBARCHIVE.xattr.user.a")]
    [InlineData("SCHILY.acl.access")]
    [InlineData("RHT.security.selinux")]
    [InlineData("SCHILY.fflags")]
    [InlineData("VENDOR.key")]
    [InlineData("atime")]
    [InlineData("ctime")]
    public void AllOtherRecordsPassByteForByte(string key)
    {
        var record = TarBuilder.Latin(TarBuilder.Record((key, "\u0001\0\n=\u0080")));
        var blocks = new TarHeaderWriter().Write(new TarHeader { Path = "f"u8, Type = TarEntryType.RegularFile, Records = record });
        Assert.Equal(record, blocks.Slice(512, record.Length));
    }

    [Fact]
    public void ASparseFileIsWrittenAsAnOrdinaryOne()
    {
        var archive = new TarBuilder().Pax(
            ("GNU.sparse.size", "9"), ("GNU.sparse.offset", "5"), ("GNU.sparse.numbytes", "1"),
            ("SCHILY.xattr.user.a", "v")).Entry("sp", content: "x");
        var reader = new TarReader(new MemoryStream(archive.Bytes));
        Assert.True(reader.Read());
        var output = new MemoryStream();
        output.Write(new TarHeaderWriter().Write(TarHeader.From(reader.Entry)));
        reader.CopyContentTo(output, TestContext.Current.CancellationToken);
        var entry = Reading.One(new TarBuilder().Raw(output.ToArray()).Zeros(503).End());
        Assert.Equal(("\0\0\0\0\0x\0\0\0", true), (entry.Content, entry.IsCanonical));
        Assert.Equal(TarBuilder.Record(("SCHILY.xattr.user.a", "v")), entry.Pax);
    }

    [Fact]
    public void OnlyLinksHaveALinkPath()
    {
        var reader = new TarReader(new MemoryStream(new TarBuilder().Entry("f", change: header => header.Text(157, "odd")).Bytes));
        Assert.True(reader.Read());
        Assert.True(TarHeader.From(reader.Entry).LinkPath.IsEmpty);
    }

    [Fact]
    public void AnExtendedHeaderThatNoEngineLoadsIsRefused()
    {
        var room = TarLimits.ExtendedHeaderBytes - "1048576 SCHILY.xattr.user.a=\n".Length;
        var largest = TarBuilder.Latin(TarBuilder.Record(("SCHILY.xattr.user.a", new string('v', room))));
        Assert.Equal(1024 + TarLimits.ExtendedHeaderBytes, new TarHeaderWriter().Write(new TarHeader { Path = "f"u8, Records = largest }).Length);
        var records = TarBuilder.Latin(TarBuilder.Record(("SCHILY.xattr.user.a", new string('v', room + 1))));
        Assert.Throws<InvalidDataException>(() =>
        {
            _ = new TarHeaderWriter().Write(new TarHeader { Path = "f"u8, Records = records });
        });
    }

    [Fact]
    public void TheEndMarkerIsTwoBlocksOfZeros() => Assert.Equal(new byte[1024], TarHeaderWriter.EndMarker.ToArray());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 511)]
    [InlineData(512, 0)]
    [InlineData(long.MaxValue, 1)]
    public void PaddingFillsTheBlock(long size, int padding) => Assert.Equal(padding, TarHeaderWriter.Padding(size));
}
