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
}
