namespace Squash.Tests.Archives;

/// <summary>What the compressed parts of an archive may expand to.</summary>
public sealed class ExpansionLimitTests : IDisposable
{
    // The four layers of OciArchive are three blobs, each compressed.
    private static readonly long LayerBytes = TestImages.Layers.DistinctBy(layer => layer.DiffId).Sum(layer => (long)layer.Tar.Length);

    private const string Sparse = "f a=x [p.GNU.sparse.size=1048577 p.GNU.sparse.offset=0 p.GNU.sparse.numbytes=1]";

    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void LayersUpToTheLimitPassHoweverOftenTheyAreRead()
    {
        _file.MaxUncompressedBytes = LayerBytes;
        _file.Squash(TestImages.OciArchive().ToArray());
    }

    [Fact]
    public void OneByteMoreInTheLastLayerIsRefusedByNameAndLimit()
    {
        _file.MaxUncompressedBytes = LayerBytes - 1;
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(TestImages.OciArchive().ToArray()));
        Assert.Contains($"more than {LayerBytes - 1} bytes, the limit max_uncompressed", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("layer ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALayerThatIsOnlyKeptIsHeldToItToo()
    {
        _file.MaxUncompressedBytes = TestImages.Layers[0].Tar.Length - 1;
        Assert.Throws<InvalidDataException>(() => _file.Try(TestImages.OciArchive().ToArray(), "from-layer=1"));
    }

    [Fact]
    public void AnArchiveThatIsCompressedAsAWholeStopsExpandingAtTheLimit()
    {
        var plain = TestImages.PodmanDocker().ToArray();
        _file.MaxUncompressedBytes = plain.Length;
        _file.Squash(TestImages.Gzip(plain));
        _file.MaxUncompressedBytes = plain.Length - 1;
        // There is nothing to wait for: however much came, it would be refused.
        Assert.True(_file.Judge(TestImages.Gzip(plain)).IsComplete);
        Assert.Contains(
            "max_uncompressed", Assert.Throws<InvalidDataException>(() => _file.Try(TestImages.Gzip(plain))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HolesOfSparseFilesCount()
    {
        var archive = TestImages.Plain(Sparse).ToArray();
        _file.MaxUncompressedBytes = 1 << 20;
        Assert.Single(_file.Squash(archive).Images);
        _file.MaxUncompressedBytes--;
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(archive));
        Assert.Contains("a sparse file expands the archive to more than 1048575 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f b", false)]
    [InlineData("h b->a", true)]
    public void HolesOfKeptFilesCountWhereTheyAreCopied(string upper, bool isCopied)
    {
        _file.MaxUncompressedBytes = (1 << 20) - 1;
        var error = Record.Exception(() => _file.Try(TestImages.Plain(Sparse, upper).ToArray(), "from-layer=1"));
        Assert.Equal(
            isCopied ? "layer 1: a sparse file expands the archive to more than 1048575 bytes, the limit max_uncompressed" : null,
            error?.Message);
    }

    [Fact]
    public void PlainLayersAreAsLargeAsTheyAre()
    {
        _file.MaxUncompressedBytes = 1;
        _file.Squash(TestImages.PodmanDocker().ToArray());
    }
}
