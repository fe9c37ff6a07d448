namespace Squash.Tests.Archives;

/// <summary>Archives on disk, squashed by the whole engine.</summary>
internal sealed class SquashedFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("squash-test-").FullName;

    public string Flat => Path.Combine(_folder, "flat.tar");

    public string Original => Path.Combine(_folder, "original.tar");

    /// <summary>Squashes an archive, proves it equal, and gives the report.</summary>
    public SquashReport Squash(byte[] archive)
    {
        var report = Try(archive);
        using var original = File.OpenHandle(Original);
        using var flat = File.OpenHandle(Flat);
        Assert.Empty(new Verifier(_folder).Verify(original, flat, TestContext.Current.CancellationToken).Differences);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        return report;
    }

    /// <summary>Squashes an archive.</summary>
    public SquashReport Try(byte[] archive)
    {
        File.WriteAllBytes(Original, archive);
        using var source = File.OpenHandle(Original);
        using var target = File.Create(Flat);
        return new Squasher(new SquashOptions { ScratchDirectory = _folder }).Squash(source, target);
    }

    /// <summary>Whether an archive is all there.</summary>
    public Completeness Judge(byte[] archive)
    {
        File.WriteAllBytes(Original, archive);
        using var source = File.OpenHandle(Original);
        return Completeness.Of(source, _folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
