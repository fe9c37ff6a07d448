using System.Text;

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
        Assert.Empty(Differences());
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        return report;
    }

    /// <summary>Squashes an archive, as options say: <c>name=value</c>.</summary>
    public SquashReport Try(byte[] archive, params string[] options)
    {
        File.WriteAllBytes(Original, archive);
        using var source = File.OpenHandle(Original);
        using var target = File.Create(Flat);
        return new Squasher(Options(options)).Squash(source, target);
    }

    /// <summary>Squashes an archive to a stream that cannot seek.</summary>
    public SquashReport Stream(byte[] archive, params string[] options)
    {
        File.WriteAllBytes(Original, archive);
        using var source = File.OpenHandle(Original);
        using var target = new ForwardStream(File.Create(Flat));
        return new Squasher(Options(options)).Squash(source, target);
    }

    /// <summary>What the verifier says of the last two files.</summary>
    public IReadOnlyList<string> Differences()
    {
        using var original = File.OpenHandle(Original);
        using var flat = File.OpenHandle(Flat);
        return new Verifier(_folder).Verify(original, flat, TestContext.Current.CancellationToken).Differences;
    }

    /// <summary>Compares an archive with itself.</summary>
    public VerifyReport Verify(byte[] archive, CancellationToken cancellationToken)
    {
        File.WriteAllBytes(Original, archive);
        using var original = File.OpenHandle(Original);
        return new Verifier(_folder).Verify(original, original, cancellationToken);
    }

    /// <summary>The members of the flat archive, in their order.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Members()
    {
        using var file = File.OpenRead(Flat);
        var reader = new TarReader(file);
        var members = new List<(string, byte[])>();
        while (reader.Read())
        {
            var name = Encoding.UTF8.GetString(reader.Entry.Path);
            using var content = new MemoryStream();
            reader.CopyContentTo(content);
            members.Add((name, content.ToArray()));
        }
        return members;
    }

    /// <summary>What compressed parts may give together; null: anything.</summary>
    public long? MaxUncompressedBytes { get; set; }

    /// <summary>Whether an archive is all there.</summary>
    public Completeness Judge(byte[] archive)
    {
        File.WriteAllBytes(Original, archive);
        using var source = File.OpenHandle(Original);
        return Completeness.Of(source, _folder, MaxUncompressedBytes, TestContext.Current.CancellationToken);
    }

    public SquashOptions Options(params string[] options) => options.Select(option => option.Split('=', 2)).Aggregate(
        new SquashOptions { ScratchDirectory = _folder, MaxUncompressedBytes = MaxUncompressedBytes },
        (all, option) => all.With(option[0], option[1]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
