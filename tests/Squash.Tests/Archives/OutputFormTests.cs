using System.Text;
using System.Text.Json;

namespace Squash.Tests.Archives;

/// <summary>The forms that a flat archive can have, and which images of the original are in it.</summary>
public sealed class OutputFormTests : IDisposable
{
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void TheOciLayoutHasNoFilesOfDocker()
    {
        _file.Try(TestImages.DockerLegacy().ToArray(), "layout=oci");
        Assert.Empty(_file.Differences());
        var names = _file.Members().Select(member => member.Name).ToList();
        Assert.Contains("index.json", names);
        Assert.DoesNotContain("manifest.json", names);
        Assert.DoesNotContain("repositories", names);
    }

    [Theory]
    [InlineData("gzip", "tar+gzip", "1f8b08000000000000")]
    [InlineData("gzip:1", "tar+gzip", "1f8b08000000000000")]
    [InlineData("gzip:9", "tar+gzip", "1f8b08000000000000")]
    [InlineData("zstd", "tar+zstd", "28b52ffd")]
    [InlineData("zstd:19", "tar+zstd", "28b52ffd")]
    public void TheLayerMayBeCompressed(string compress, string mediaType, string magic)
    {
        var plain = _file.Squash(TestImages.DockerLegacy().ToArray()).Images[0];
        var packed = _file.Try(TestImages.DockerLegacy().ToArray(), $"compress={compress}").Images[0];
        Assert.Empty(_file.Differences());
        Assert.Equal((plain.DiffId, plain.ImageId), (packed.DiffId, packed.ImageId));
        var members = _file.Members();
        var descriptor = Manifest(members).GetProperty("layers")[0];
        Assert.Equal($"application/vnd.oci.image.layer.v1.{mediaType}", descriptor.GetProperty("mediaType").GetString());
        var digest = descriptor.GetProperty("digest").GetString()![7..];
        var (_, blob) = Assert.Single(members, member => member.Name == $"blobs/sha256/{digest}");
        Assert.Equal(digest, TestLayer.Sha(blob));
        Assert.Equal((blob.Length, blob.Length), (descriptor.GetProperty("size").GetInt32(), (int)packed.LayerBytes));
        // No name and no time, and the file system unknown or Unix: the tenth byte of gzip is the code's, not ours.
        Assert.StartsWith(magic[..Math.Min(16, magic.Length)], Convert.ToHexStringLower(blob), StringComparison.Ordinal);
        var first = File.ReadAllBytes(_file.Flat);
        _file.Try(TestImages.DockerLegacy().ToArray(), $"compress={compress}");
        Assert.Equal(first, File.ReadAllBytes(_file.Flat));
    }

    [Fact]
    public void NewNamesTakeThePlaceOfTheOldOnes()
    {
        var report = _file.Try(TestImages.DockerHybrid().ToArray(), "tag=new", "tag=registry:5000/x:2");
        Assert.Equal(["new:latest", "registry:5000/x:2"], Assert.Single(report.Images).Names);
        var text = File.ReadAllText(_file.Flat, Encoding.Latin1);
        Assert.Contains("\"RepoTags\":[\"new:latest\",\"registry:5000/x:2\"]", text, StringComparison.Ordinal);
        Assert.Contains("\"io.containerd.image.name\":\"docker.io/library/new:latest\"", text, StringComparison.Ordinal);
        Assert.Contains("""{"new":{"latest":""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("app:1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneNameForSeveralImagesIsRefusedWithTheirNames()
    {
        var error = Assert.Throws<ChoiceException>(() => _file.Try(TwoImages(), "tag=new"));
        Assert.Contains("docker.io/library/a:1, docker.io/library/b:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMessageIsTheCommentOfTheNewStep()
    {
        _file.Try(TestImages.DockerLegacy().ToArray(), "message=fewer \"layers\", <same> files");
        var config = Config(_file.Members());
        Assert.Equal("fewer \"layers\", <same> files", config.GetProperty("history")[3].GetProperty("comment").GetString());
        Assert.Equal(4, config.GetProperty("history").GetArrayLength());
    }

    [Theory]
    [InlineData("linux/arm64", "linux/arm64")]
    [InlineData("linux/arm64/v8", "linux/arm64")]
    [InlineData("linux/amd64", "linux/amd64")]
    public void A2OnePlatformCanBePicked(string wanted, string picked)
    {
        var report = _file.Try(TestImages.ContainerdStore().ToArray(), $"platform={wanted}");
        Assert.Equal(picked, Assert.Single(report.Images).Platform);
        using var index = JsonDocument.Parse(_file.Members().Single(member => member.Name == "index.json").Content);
        var descriptor = index.RootElement.GetProperty("manifests")[0];
        Assert.Equal("application/vnd.oci.image.manifest.v1+json", descriptor.GetProperty("mediaType").GetString());
        Assert.Equal("docker.io/library/app:1", descriptor.GetProperty("annotations").GetProperty("io.containerd.image.name").GetString());
    }

    [Theory]
    [InlineData("linux/s390x")]
    [InlineData("linux/arm64/v9")]
    [InlineData("windows/amd64")]
    public void A2AMissingPlatformIsSaidWithThoseThatAreThere(string wanted)
    {
        var error = Assert.Throws<ChoiceException>(() => _file.Try(TestImages.ContainerdStore().ToArray(), $"platform={wanted}"));
        Assert.EndsWith("it has linux/amd64, linux/arm64/v8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APipeGetsAPlainDockerArchiveWithItsManifestLast()
    {
        foreach (var archive in new[] { TestImages.DockerLegacy(), TestImages.OciArchive("", "", ""), TestImages.PodmanDocker() })
        {
            var plain = _file.Squash(archive.ToArray());
            var report = _file.Stream(archive.ToArray());
            Assert.Equal(plain.Images[0].ImageId, report.Images[0].ImageId);
            Assert.Equal(new FileInfo(_file.Flat).Length, report.OutputBytes);
            var members = _file.Members();
            Assert.Equal(["layer.tar", $"{report.Images[0].ImageId[7..]}.json", "manifest.json"], members.Select(member => member.Name));
            Assert.Equal(report.Images[0].DiffId, "sha256:" + TestLayer.Sha(members[0].Content));
        }
    }

    [Fact]
    public void APipeGetsSeveralImagesToo()
    {
        var report = _file.Stream(TwoImages());
        Assert.Equal([["a:1"], ["b:1"]], report.Images.Select(image => image.Names));
        Assert.Empty(_file.Differences());
        Assert.Equal(2, _file.Members().Count(member => member.Name.StartsWith("layer", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("layout=oci")]
    [InlineData("compress=gzip")]
    [InlineData("message=x")]
    public void WhatAPipeCannotSayGoesThroughAScratchFile(string option)
    {
        _file.Try(TestImages.ContainerdStore().ToArray(), option);
        var expected = File.ReadAllBytes(_file.Flat);
        _file.Stream(TestImages.ContainerdStore().ToArray(), option);
        Assert.Equal(expected, File.ReadAllBytes(_file.Flat));
        Assert.Empty(_file.Differences());
    }

    /// <summary>A docker archive has no annotations, no name that is a tag only, and no platform but that of the config.</summary>
    [Theory]
    [InlineData("", "", "", true)]
    [InlineData("", ""","annotations":{"org.opencontainers.image.ref.name":"localhost/app:1"}""", "", true)]
    [InlineData("", ""","annotations":{"org.opencontainers.image.ref.name":"latest"}""", "", false)]
    [InlineData("", ""","platform":{"architecture":"amd64","os":"linux"}""", "", true)]
    [InlineData("", ""","platform":{"architecture":"amd64","os":"linux","variant":"v3"}""", "", false)]
    [InlineData("", ""","annotations":{"keep":"me"}""", "", false)]
    [InlineData("\"made\":\"by hand\"", "", "", false)]
    [InlineData("", "", ""","annotations":{"of":"the index"}""", false)]
    public void NothingIsLostInAPipe(string manifest, string descriptor, string index, bool isStreamed)
    {
        _file.Stream(TestImages.OciArchive(manifest, descriptor, index).ToArray());
        Assert.Empty(_file.Differences());
        Assert.Equal(isStreamed, _file.Members()[0].Name == "layer.tar");
    }

    [Fact]
    public void ADamagedLayerLeavesAPipeWithoutItsManifest()
    {
        var archive = TestImages.DockerLegacy().ToArray();
        archive[archive.AsSpan().IndexOf("one"u8)] = (byte)'O';
        Assert.Throws<InvalidDataException>(() => _file.Stream(archive));
        Assert.DoesNotContain("manifest.json", File.ReadAllText(_file.Flat, Encoding.Latin1), StringComparison.Ordinal);
    }

    private static byte[] TwoImages()
    {
        var (one, other) = (TestImages.Config(TestImages.Layers), TestImages.Config(TestImages.Layers.Take(1)));
        var archive = new ArchiveBuilder().File("one.json", one).File("other.json", other);
        foreach (var layer in TestImages.Layers.DistinctBy(layer => layer.DiffId))
            archive.File($"{layer.DiffId}.tar", layer.Tar);
        var paths = TestImages.Layers.Select(layer => $"{layer.DiffId}.tar").ToArray();
        return archive.File("manifest.json", TestImages.Manifest("one.json", "\"a:1\"", paths)[..^1] + ","
            + TestImages.Manifest("other.json", "\"b:1\"", paths[0])[1..]).ToArray();
    }

    private static JsonElement Manifest(IReadOnlyList<(string Name, byte[] Content)> members)
    {
        var index = JsonDocument.Parse(members.Single(member => member.Name == "index.json").Content).RootElement;
        return Blob(members, index.GetProperty("manifests")[0]);
    }

    private static JsonElement Config(IReadOnlyList<(string Name, byte[] Content)> members) =>
        Blob(members, Manifest(members).GetProperty("config"));

    private static JsonElement Blob(IReadOnlyList<(string Name, byte[] Content)> members, JsonElement descriptor) => JsonDocument.Parse(
        members.First(member => member.Name == $"blobs/sha256/{descriptor.GetProperty("digest").GetString()![7..]}").Content).RootElement;
}
