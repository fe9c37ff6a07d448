using System.Text;

namespace Squash.Tests.Archives;

/// <summary>Names, and what is written of images that have several, or that become equal.</summary>
public sealed class NamedImagesTests : IDisposable
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private readonly SquashedFile _file = new();
    private readonly ArchiveBuilder _archive = new();
    private readonly byte[] _config = TestImages.Config(TestImages.Layers);
    private readonly string _manifest;

    public NamedImagesTests()
    {
        var (digest, size) = TestImages.OciManifest(_archive, _config, TestImages.Layers, layer => layer.Tar, "tar");
        _manifest = TestImages.Descriptor(digest, size);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public void EveryNameOfAManifestKeepsItsOwnAnnotations()
    {
        _archive.File("index.json", TestImages.Index(Named(_manifest, "x:1", ",\"k\":\"one\""), Named(_manifest, "x:2", ",\"k\":\"two\"")));
        Assert.Equal([["x:1"], ["x:2"]], _file.Squash(_archive.ToArray()).Images.Select(image => image.Names));
        Assert.Contains("\"k\":\"one\"", FlatIndex(), StringComparison.Ordinal);
        Assert.Contains("\"k\":\"two\"", FlatIndex(), StringComparison.Ordinal);
    }

    /// <summary>As docker's containerd store saves an image and an index that holds it: manifest.json knows configs only.</summary>
    [Fact]
    public void ANameStaysWithItsImage()
    {
        _archive.File("index.json", TestImages.Index(Named(_manifest, "a:1"), Named(Index(""), "b:1")))
            .File("manifest.json", Manifest("\"a:1\",\"b:1\""));
        Assert.Equal([["a:1"], ["b:1"]], _file.Squash(_archive.ToArray()).Images.Select(image => image.Names));
        Assert.Equal(3, FlatIndex().Split(Name("a:1")).Length + FlatIndex().Split(Name("b:1")).Length - 1);
    }

    /// <summary>As it saves an image that was built twice with other attestations.</summary>
    [Fact]
    public void IndexesThatBecomeOneHaveBothNames()
    {
        string Attested(string what) => Index(
            $$$""",{{{TestImages.Descriptor($"sha256:{TestLayer.Sha(Encoding.UTF8.GetBytes(what))}", 5)}}},"platform":{"architecture":"unknown","os":"unknown"}}""");
        _archive.File("index.json", TestImages.Index(Named(Attested("one"), "app:v1"), Named(Attested("two"), "app:v2")))
            .File("manifest.json", Manifest("\"app:v2\""));
        Assert.Equal([["app:v1"], ["app:v2"]], _file.Squash(_archive.ToArray()).Images.Select(image => image.Names));
    }

    /// <summary>docker and skopeo refuse the whole archive for one RepoTag that is no reference with a tag.</summary>
    [Theory]
    [InlineData("myrepo/app", "docker.io/myrepo/app:latest", "\"myrepo/app:latest\"")]
    [InlineData("localhost/app", "localhost/app:latest", "\"localhost/app:latest\"")]
    [InlineData("ghcr.io/a/b:2", "ghcr.io/a/b:2", "\"ghcr.io/a/b:2\"")]
    [InlineData("app:1", "docker.io/library/app:1", "\"app:1\"")]
    [InlineData("1.0", "1.0", null)]
    [InlineData("me/app@sha256:aaaa", "me/app@sha256:aaaa", null)]
    [InlineData("app:1@sha256:aaaa", "app:1@sha256:aaaa", null)]
    [InlineData("Release/v1", "Release/v1", null)]
    [InlineData("release/V1", "release/V1", null)]
    [InlineData("app:", "app:", null)]
    [InlineData("a b:1", "a b:1", null)]
    public void OnlyANameThatDockerTakesBecomesARepoTag(string name, string annotation, string? tag)
    {
        _archive.File("index.json", TestImages.Index(
            $$$"""{{{_manifest}}},"annotations":{"org.opencontainers.image.ref.name":"{{{name}}}"}}"""));
        _file.Squash(_archive.ToArray());
        AssertNamed(annotation, tag);
        _file.Squash(File.ReadAllBytes(_file.Flat));
        AssertNamed(annotation, tag);
        _file.Stream(File.ReadAllBytes(_file.Flat));
        Assert.Empty(_file.Differences());
        AssertNamed(annotation, tag);
    }

    [Theory]
    [InlineData("docker.io/library/app:1", "docker.io/library/app:1", "\"app:1\"")]
    [InlineData("docker.io/library/app", "docker.io/library/app:latest", "\"app:latest\"")]
    [InlineData("docker.io/library/app@sha256:aaaa", "docker.io/library/app@sha256:aaaa", null)]
    public void ANameOfContainerdIsATagOfDockerIfItHasOne(string name, string annotation, string? tag)
    {
        _archive.File("index.json", TestImages.Index(
            $$$"""{{{_manifest}}},"annotations":{"io.containerd.image.name":"{{{name}}}","org.opencontainers.image.ref.name":"1"}}"""));
        _file.Squash(_archive.ToArray());
        AssertNamed(annotation, tag);
    }

    [Theory]
    [InlineData("docker.io/library/app:1", "\"docker.io/library/app:1\"")]
    [InlineData("me/app", "\"me/app:latest\"")]
    [InlineData("me/app@sha256:aaaa", null)]
    public void AnEntryOfManifestJsonThatDockerRefusesIsMended(string name, string? tag)
    {
        _archive.File("manifest.json", Manifest($"\"{name}\""));
        _file.Try(_archive.ToArray());
        Assert.Contains(Tags(tag), FlatFile("manifest.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void ImagesThatBecomeOneAreComparedByTheirNames()
    {
        var other = TestImages.Config(TestImages.Layers.Take(2));
        var archive = new ArchiveBuilder().File("c.json", _config).File("o.json", other);
        foreach (var layer in TestImages.Layers.DistinctBy(layer => layer.DiffId))
            archive.File($"{layer.DiffId}.tar", layer.Tar);
        archive.File("manifest.json", $"[{Plain("x:1")},{Plain("y:1")},{Plain("z:1", "o.json", 2)}]");
        Assert.Equal(3, _file.Squash(archive.ToArray()).Images.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ImagesOfOneNameAreComparedInTheirOrder(bool isStreamed)
    {
        string Platform(string architecture)
        {
            var (digest, size) = TestImages.OciManifest(
                _archive, TestImages.Config(TestImages.Layers, architecture), TestImages.Layers, layer => layer.Tar, "tar", "");
            return Named($$$"""{{{TestImages.Descriptor(digest, size)}}},"platform":{"architecture":"{{{architecture}}}","os":"linux"}""", "x:1");
        }
        _archive.File("index.json", TestImages.Index(Platform("amd64"), Platform("arm64")));
        var report = isStreamed ? _file.Stream(_archive.ToArray()) : _file.Try(_archive.ToArray());
        Assert.Equal(["linux/amd64", "linux/arm64"], report.Images.Select(image => image.Platform));
        Assert.Empty(_file.Differences());
        Assert.Equal(2, FlatIndex().Split(Name("x:1")).Length - 1);
        // docker moves a name to the last image that has it.
        Assert.Equal(1, FlatFile("manifest.json").Split("\"x:1\"").Length - 1);
        Assert.Contains("\"RepoTags\":null", FlatFile("manifest.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageIsComparedByItsPlaceAmongThoseOfItsName()
    {
        _archive.File("index.json", TestImages.Index(
            Named(_manifest, "x:1", ",\"k\":\"one\""), Named(_manifest, "y:1", ",\"k\":\"one\""), Named(_manifest, "y:1", ",\"k\":\"two\"")));
        Assert.Equal(2, _file.Squash(_archive.ToArray()).Images.Count);
    }

    [Fact]
    public void ANameThatIsGoneIsSaid()
    {
        var flat = Array.Empty<byte>();
        foreach (var entries in new[] { Plain("x:1"), $"{Plain("x:1")},{Plain("y:1")}" })
        {
            flat = File.Exists(_file.Flat) ? File.ReadAllBytes(_file.Flat) : flat;
            var archive = new ArchiveBuilder().File("c.json", _config).File("manifest.json", $"[{entries}]");
            foreach (var layer in TestImages.Layers.DistinctBy(layer => layer.DiffId))
                archive.File($"{layer.DiffId}.tar", layer.Tar);
            _file.Squash(archive.ToArray());
        }
        File.WriteAllBytes(_file.Flat, flat);
        Assert.Equal(["the original has 2 images of 2 names, the flat archive 1 of these, and 1 names"], _file.Differences());
    }

    [Fact]
    public void APlatformThatCannotBeSquashedKeepsNoOtherFromIt()
    {
        var windows = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestImages.Config(TestImages.Layers)).Replace("linux", "windows", StringComparison.Ordinal));
        var (digest, size) = TestImages.OciManifest(_archive, windows, TestImages.Layers, layer => layer.Tar, "tar");
        _archive.File("index.json", TestImages.Index(
            Named(Index($$$""",{{{TestImages.Descriptor(digest, size)}}},"platform":{"architecture":"amd64","os":"windows"}}"""), "app:1")));
        var report = _file.Squash(_archive.ToArray());
        Assert.Equal("linux/amd64", Assert.Single(report.Images).Platform);
        Assert.Contains("the platform windows/amd64 was left out: ", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows", "application/vnd.oci.image.config.v1+json", "is a Windows image")]
    [InlineData("linux", "application/vnd.cncf.helm.config.v1+json", "is no image")]
    public void WhatIsNoLinuxImageKeepsNoOtherFromIt(string os, string configType, string reason)
    {
        var config = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestImages.Config([])).Replace("linux", os, StringComparison.Ordinal));
        var other = Encoding.UTF8.GetBytes(
            $$$"""{"config":{"mediaType":"{{{configType}}}","digest":"{{{_archive.Blob(config)}}}","size":{{{config.Length}}}},"layers":[]}""");
        _archive.File("index.json", TestImages.Index(
            Named(_manifest, "app:1"), TestImages.Descriptor(_archive.Blob(other), other.Length) + "}"));
        var report = _file.Try(_archive.ToArray());
        Assert.Equal("linux/amd64", Assert.Single(report.Images).Platform);
        Assert.Contains(reason, Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Single(_file.Try(_archive.ToArray(), "platform=linux/amd64").Images);
    }

    [Fact]
    public void ASignatureIsLeftOutWithAWarning()
    {
        var text = "signed"u8.ToArray();
        var signature = Encoding.UTF8.GetBytes($$$"""
            {"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{_archive.Blob("{}"u8.ToArray())}}}","size":2},
            "layers":[{"mediaType":"application/vnd.dev.cosign.simplesigning.v1+json","digest":"{{{_archive.Blob(text)}}}","size":{{{text.Length}}}}]}
            """);
        _archive.File("index.json", TestImages.Index(
            Named(_manifest, "app:1"), TestImages.Descriptor(_archive.Blob(signature), signature.Length) + "}"));
        Assert.Contains("it is a signature", Assert.Single(_file.Squash(_archive.ToArray()).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AnnotationsOfAnIndexInAnIndexAreLeftOutWithAWarning()
    {
        var inner = Index("", ",\"annotations\":{\"inner\":\"1\"}");
        var outer = Encoding.UTF8.GetBytes($$"""{"manifests":[{{inner}}}]}""");
        _archive.File("index.json", TestImages.Index(Named(
            $$"""{"mediaType":"{{IndexType}}","digest":"{{_archive.Blob(outer)}}","size":{{outer.Length}}""", "app:1")));
        Assert.Contains("in another index", Assert.Single(_file.Squash(_archive.ToArray()).Warnings), StringComparison.Ordinal);
    }

    private static string Name(string name) => $"\"org.opencontainers.image.ref.name\":\"docker.io/library/{name}\"";

    private static string Named(string descriptor, string name, string annotations = "") =>
        $"{descriptor},\"annotations\":{{{Name(name)}{annotations}}}}}";

    private static string Plain(string tag, string config = "c.json", int layers = 4) => TestImages.Manifest(
        config, $"\"{tag}\"", [.. TestImages.Layers.Take(layers).Select(layer => $"{layer.DiffId}.tar")])[1..^1];

    private string Manifest(string tags) => TestImages.Manifest(
        $"blobs/sha256/{TestLayer.Sha(_config)}", tags, [.. TestImages.Layers.Select(layer => $"blobs/sha256/{layer.DiffId}")]);

    /// <summary>The descriptor of an index that holds the manifest, and more.</summary>
    private string Index(string more, string members = "")
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"manifests":[{{_manifest}}}{{more}}]{{members}}}""");
        return $$"""{"mediaType":"{{IndexType}}","digest":"{{_archive.Blob(bytes)}}","size":{{bytes.Length}}""";
    }

    private static string Tags(string? tag) => $"\"RepoTags\":{(tag is null ? "null" : $"[{tag}]")}";

    private void AssertNamed(string annotation, string? tag)
    {
        Assert.Contains($"\"org.opencontainers.image.ref.name\":\"{annotation}\"", FlatIndex(), StringComparison.Ordinal);
        Assert.Contains(Tags(tag), FlatFile("manifest.json"), StringComparison.Ordinal);
    }

    private string FlatIndex() => FlatFile("index.json");

    private string FlatFile(string name) => Encoding.UTF8.GetString(_file.Members().Single(member => member.Name == name).Content);
}
