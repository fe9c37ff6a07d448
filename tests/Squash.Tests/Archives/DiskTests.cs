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
