using System.Text;

namespace Squash.Tests.Archives;

/// <summary>Disks that fail, and tables that do not fit into memory.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void AFullDiskIsSaidAsItIsWhereverItIsMet()
    {
        var archive = TestImages.DockerLegacy().ToArray();
        _file.Try(archive);
        var whole = new FileInfo(_file.Flat).Length;
        using var source = File.OpenHandle(_file.Original);
        for (var room = 0L; room < whole; room += 512)
        {
            using var target = new FailingStream(room);
            Assert.Equal(28, Assert.Throws<IOException>(() => new Squasher(_file.Options()).Squash(source, target, cancellationToken: TestContext.Current.CancellationToken)).HResult);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void CompressedLayersAreTheSameWithAndWithoutPlainCopies(bool hasCopies, bool isKept)
    {
        var files = TestLayer.Of("f a=1, f b=2");
        var changes = TestLayer.Of("f b=3, f .wh.a");
        byte[] Archive(Func<byte[], byte[]> damage) => new ArchiveBuilder().File("c.json", TestImages.Config([files, changes]))
            .File("1.tar.gz", TestImages.Gzip(files.Tar)).File("2.tar.gz", damage(TestImages.Gzip(changes.Tar)))
            .File("manifest.json", Encoding.UTF8.GetBytes(TestImages.Manifest("c.json", "\"app:1\"", "1.tar.gz", "2.tar.gz"))).ToArray();

        var options = _file.Options() with { KeepsPlainLayers = hasCopies, FromLayer = isKept ? "1" : null };
        byte[] Squash(byte[] archive)
        {
            File.WriteAllBytes(_file.Original, archive);
            using var source = File.OpenHandle(_file.Original);
            using var target = File.Create(_file.Flat);
            new Squasher(options).Squash(source, target, cancellationToken: TestContext.Current.CancellationToken);
            target.Dispose();
            return File.ReadAllBytes(_file.Flat);
        }

        var flat = Squash(Archive(whole => whole));
        Assert.Empty(_file.Differences());
        options = options with { KeepsPlainLayers = !hasCopies };
        Assert.Equal(flat, Squash(Archive(whole => whole)));
        foreach (var damage in new Func<byte[], byte[]>[] { whole => whole[..(whole.Length / 2)], whole => [.. whole[..20], 1, 2, 3, .. whole[23..]] })
            Assert.Contains("layer 2", Assert.Throws<InvalidDataException>(() => Squash(Archive(damage))).Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(_file.Flat)!).Length);
    }

    [Fact]
    public void ATableBeyondItsMemoryIsAScratchFileAndThePlanIsTheSame()
    {
        var archive = TestImages.DockerLegacy().ToArray();
        _file.Try(archive);
        var expected = File.ReadAllBytes(_file.Flat);
        using var source = File.OpenHandle(_file.Original);
        using var target = new MemoryStream();
        new Squasher(_file.Options() with { TableBytes = 0 }).Squash(source, target, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, target.ToArray());
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(_file.Flat)!).Length);
        var nowhere = _file.Options() with { TableBytes = 0, ScratchDirectory = "/nowhere" };
        Assert.ThrowsAny<IOException>(() => new Squasher(nowhere).Squash(source, new MemoryStream(), cancellationToken: TestContext.Current.CancellationToken));
    }
}
