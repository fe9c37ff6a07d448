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
        Assert.Equal("its xz data are damaged or cut off", error.Message);
    }
}
