using Squash.Blobs;

namespace Squash.Tests.Blobs;

public class CodecStreamTests
{
    /// <summary>zstd's are megabytes that the collector does not see: 60 layers held 150 MB until it came by.</summary>
    [Fact]
    public void ItsCodecIsDisposedOfWithIt()
    {
        var codec = new MemoryStream([1, 2]);
        using (var stream = new CodecStream("zstd", new MemoryStream(), _ => codec))
            Assert.Equal(2, stream.Read(new byte[2]));
        Assert.False(codec.CanRead);
    }

    /// <summary>
    /// A stream of xz whose block claims a filter with properties of 2^31 - 1 bytes, under right checksums (xz file format,
    /// 3.1.5).
    /// </summary>
    [Fact]
    public void ASizeThatNoMemoryHoldsIsDamage()
    {
        var xz = Convert.FromHexString("fd377a585a000001" + "6922de36" + "02" + "00" + "21" + "ffffffff07" + "c6934e4c");
        using var stream = Codec.Decompress(Codec.Detect(xz), new MemoryStream(xz));
        var error = Assert.Throws<InvalidDataException>(() => stream.ReadByte());
        Assert.Equal("its xz data need an unknown filter", error.Message);
    }

    /// <summary>A frame whose header asks for a window of 2^log bytes, and that is empty (RFC 8878, 3.1.1.1.2).</summary>
    [Theory]
    [InlineData(Codec.LayerWindowLog)]
    [InlineData(Codec.ArchiveWindowLog)]
    public void AWindowOfZstdIsGivenUpToItsLimit(int log)
    {
        byte[] Frame(int window) => [0x28, 0xb5, 0x2f, 0xfd, 0, (byte)((window - 10) << 3), 1, 0, 0];
        using var stream = Codec.Decompress(Compression.Zstd, new MemoryStream(Frame(log)), log);
        Assert.Equal(-1, stream.ReadByte());
        using var larger = Codec.Decompress(Compression.Zstd, new MemoryStream(Frame(log + 1)), log);
        Assert.Contains("larger window", Assert.Throws<InvalidDataException>(() => larger.ReadByte()).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A frame that says it holds 45,216 bytes and holds none (RFC 8878, 3.1.1.1.4). zstd sees that only where there is room
    /// for all of them; where it does not, there are no bytes that were not in the frame, and digests judge the rest.
    /// </summary>
    [Fact]
    public void AFrameThatHoldsLessThanItSaysHoldsNothing()
    {
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x41, 0x10, 0, 0xa0, 0xaf, 1, 0, 0];
        using var roomy = Codec.Decompress(Compression.Zstd, new MemoryStream(frame));
        var error = Assert.Throws<InvalidDataException>(() => roomy.Read(new byte[45_216]));
        Assert.Equal("its zstd data are damaged or cut off", error.Message);
        using var narrow = Codec.Decompress(Compression.Zstd, new MemoryStream(frame));
        Assert.Equal(0, narrow.Read(new byte[45_215]));
    }

    /// <summary>Two blocks, as xz makes them with several threads; the second may ask for more than the first.</summary>
    [Theory]
    [InlineData(0x1c, "damaged")]
    [InlineData(0x1d, "a dictionary of 96 MiB")]
    [InlineData(0x28, "a dictionary of 4095 MiB")]
    public void ADictionaryOfXzIsGivenUpToItsLimitInEveryBlock(byte dictionary, string says)
    {
        var xz = Convert.FromHexString(
            "fd377a585a000001" + "6922de36" + Block + Block + "000226a00126a001b56613" + "0e3e300d8b020000000001595a");
        using var good = Codec.Decompress(Compression.Xz, new MemoryStream(xz));
        using var plain = new MemoryStream();
        good.CopyTo(plain);
        Assert.Equal(320, plain.Length);
        // The checksum of the header is not mended, so that one within the limit is damage to the codec.
        xz[12 + (Block.Length / 2) + 4] = dictionary;
        using var bad = Codec.Decompress(Compression.Xz, new MemoryStream(xz));
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => bad.CopyTo(Stream.Null)).Message, StringComparison.Ordinal);
    }

    /// <summary>Its header, its checksum, its data and their checksum.</summary>
    private const string Block = "0200210100000000" + "372797d6" + "e0009f000e5d00309888983ecbe26f3af63cf8a800000000" + "44ce9526";
}
