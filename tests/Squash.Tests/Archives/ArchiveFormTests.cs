using System.Text;
using Squash.Blobs;
using Squash.Tests.Tar;

namespace Squash.Tests.Archives;

public sealed class ArchiveFormTests : IDisposable
{
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void FoldersOfALayerMayBeLinks()
    {
        var layers = TestImages.Layers.Take(2).ToList();
        var archive = new ArchiveBuilder().File("real/in/layer.tar", layers[0].Tar).File("real/other.tar", layers[1].Tar)
            .Link("l", "real").Link("m/n", "../l/./in").File("c.json", TestImages.Config(layers))
            .File("manifest.json", TestImages.Manifest("c.json", "\"app:1\"", "m/n/layer.tar", "l/other.tar"));
        Assert.Single(_file.Squash(archive.ToArray()).Images);
    }

    [Fact]
    public void DockersOldLayoutIsSquashed()
    {
        var image = Assert.Single(_file.Squash(TestImages.DockerLegacy().ToArray()).Images);
        Assert.Equal(["app:1", "registry:5000/x/app:2"], image.Names);
        Assert.Equal((4, "linux/amd64"), (image.LayersBefore, image.Platform));
        var text = File.ReadAllText(_file.Flat, Encoding.Latin1);
        Assert.Contains("\"io.containerd.image.name\":\"docker.io/library/app:1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"RepoTags\":[\"app:1\",\"registry:5000/x/app:2\"]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ArchivesOfDockerBefore110AreSquashed()
    {
        var archive = new ArchiveBuilder();
        for (var i = 0; i < TestImages.Layers.Count; i++)
        {
            archive.File($"id{i}/VERSION", "1.0").File($"id{i}/layer.tar", TestImages.Layers[i].Tar).File(
                $"id{i}/json",
                $$$"""{"id":"id{{{i}}}",{{{(i > 0 ? $"\"parent\":\"id{i - 1}\"," : "")}}}"created":"201{{{i}}}","architecture":"amd64","os":"linux","Size":5,"config":{"Env":["A=1"]},"container_config":{"Cmd":["/bin/sh","-c","step {{{i}}}"]}}""");
        }
        archive.File("repositories", """{"old":{"1":"id3","2":"id3"}}""");
        var image = Assert.Single(_file.Squash(archive.ToArray()).Images);
        Assert.Equal(["old:1", "old:2"], image.Names);
        Assert.Equal(4, image.LayersBefore);
        var text = File.ReadAllText(_file.Flat, Encoding.Latin1);
        Assert.Contains("\"created_by\":\"/bin/sh -c step 0\",\"empty_layer\":true", text, StringComparison.Ordinal);
        Assert.Contains("{\"created\":\"2013\",\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"A=1\"]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFormOfAnImageGivesTheSameLayer()
    {
        var images = new[]
        {
            TestImages.DockerLegacy(), TestImages.PodmanDocker(), TestImages.DockerHybrid(), TestImages.OciArchive(),
        }.Select(archive => Assert.Single(_file.Squash(archive.ToArray()).Images)).ToList();
        Assert.Single(images.Select(image => (image.DiffId, image.ImageId)).Distinct());
    }

    [Fact]
    public void OneManifestUnderTwoTagsIsOneImage() =>
        Assert.Equal(["app:1", "app:2"], Assert.Single(_file.Squash(TestImages.DockerHybrid().ToArray()).Images).Names);

    [Fact]
    public void AnnotationsAreKept()
    {
        _file.Squash(TestImages.OciArchive().ToArray());
        var text = File.ReadAllText(_file.Flat, Encoding.Latin1);
        Assert.Contains("\"keep\":\"me\"", text, StringComparison.Ordinal);
        Assert.Contains("\"made\":\"by hand\"", text, StringComparison.Ordinal);
        Assert.Contains("\"org.opencontainers.image.ref.name\":\"localhost/app:1\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A1SeveralImagesAreSquashedAndAnIdenticalStackOnce()
    {
        var (one, other) = (TestImages.Config(TestImages.Layers), TestImages.Config(TestImages.Layers, "arm64"));
        var paths = TestImages.Layers.Select(layer => $"{layer.DiffId}.tar").ToArray();
        var archive = new ArchiveBuilder().File("one.json", one).File("other.json", other);
        foreach (var layer in TestImages.Layers.DistinctBy(layer => layer.DiffId))
            archive.File($"{layer.DiffId}.tar", layer.Tar);
        archive.File("manifest.json", TestImages.Manifest("one.json", "\"a:1\"", paths)[..^1] + ","
            + TestImages.Manifest("other.json", "\"b:1\"", paths)[1..]);
        var report = _file.Squash(archive.ToArray());
        Assert.Equal([["a:1"], ["b:1"]], report.Images.Select(image => image.Names));
        Assert.Single(report.Images.Select(image => image.DiffId).Distinct());
        var members = File.ReadAllText(_file.Flat, Encoding.Latin1).Split($"blobs/sha256/{report.Images[0].DiffId![7..]}\0").Length - 1;
        Assert.Equal(1, members);
    }

    [Fact]
    public void A1AnIdenticalStackIsMergedOnce()
    {
        // Each merge of this layer would warn again.
        var layer = TestLayer.Of("d a [x.trusted.overlay.opaque=y]");
        var archive = new ArchiveBuilder().File("one.json", TestImages.Config([layer])).File("l.tar", layer.Tar)
            .File("other.json", TestImages.Config([layer], "arm64")).File("manifest.json",
                TestImages.Manifest("one.json", "\"a:1\"", "l.tar")[..^1] + ","
                + TestImages.Manifest("other.json", "\"b:1\"", "l.tar")[1..]);
        var report = _file.Squash(archive.ToArray());
        Assert.Equal(2, report.Images.Count);
        Assert.Single(report.Warnings);
    }

    [Fact]
    public void A2EveryPlatformThatIsThereIsSquashed()
    {
        var report = _file.Squash(TestImages.ContainerdStore().ToArray());
        Assert.Equal(["linux/amd64", "linux/arm64"], report.Images.Select(image => image.Platform));
        Assert.Contains(report.Warnings, warning => warning.Contains("linux/s390x", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.Contains("attestation", StringComparison.Ordinal));
        var text = File.ReadAllText(_file.Flat, Encoding.Latin1);
        Assert.Contains("\"variant\":\"v8\"", text, StringComparison.Ordinal);
        Assert.Contains("\"on\":\"manifest\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A2APlatformWithoutAllItsBlobsIsLeftOut(bool withoutConfig)
    {
        var absent = withoutConfig ? TestImages.Config(TestImages.Layers.Take(2), "arm64") : TestImages.Layers[1].Tar;
        var report = _file.Squash(TestImages.ContainerdStore().Without(absent).ToArray());
        Assert.Equal(["linux/amd64"], report.Images.Select(image => image.Platform));
        Assert.Contains(report.Warnings, warning => warning.Contains("linux/arm64", StringComparison.Ordinal));
    }

    [Fact]
    public void A3AnImageOfOneLayerKeepsItsFiles()
    {
        var layer = TestLayer.Of("d a [0700 1:2 @3 x.user.a=b], f a/f=content, h b->a/f, l c->a, p d, c e=1:3");
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config([layer])).File("l.tar", layer.Tar)
            .File("manifest.json", TestImages.Manifest("c.json", "\"a:1\"", "l.tar"));
        Assert.Equal(1, Assert.Single(_file.Squash(archive.ToArray()).Images).LayersBefore);
    }

    [Fact]
    public void AnImageWithoutLayersPasses()
    {
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config([]))
            .File("manifest.json", TestImages.Manifest("c.json", ""));
        Assert.Null(Assert.Single(_file.Squash(archive.ToArray()).Images).DiffId);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void A4TheWholeArchiveMayBeCompressed(string tool)
    {
        _file.Squash(TestImages.DockerLegacy().ToArray());
        var plain = File.ReadAllBytes(_file.Flat);
        _file.Squash(PackingTool.Pack(tool, TestImages.DockerLegacy().ToArray()));
        Assert.Equal(plain, File.ReadAllBytes(_file.Flat));
    }

    [Fact]
    public void A4MembersMayStandInAnyOrderAndBelowADot()
    {
        _file.Squash(TestImages.DockerLegacy().ToArray());
        var plain = File.ReadAllBytes(_file.Flat);
        _file.Squash(TestImages.DockerLegacy().Reversed().ToArray("./"));
        Assert.Equal(plain, File.ReadAllBytes(_file.Flat));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void R32LayersAreReadByTheirMagicInOneOrSeveralMembers(string tool)
    {
        foreach (var members in new[] { 1, 3 })
        {
            var paths = new List<string>();
            var archive = new ArchiveBuilder();
            foreach (var layer in TestImages.Layers)
            {
                var step = (layer.Tar.Length / members) + 1;
                var parts = layer.Tar.Chunk(step).Select(chunk => PackingTool.Pack(tool, chunk)).ToList();
                paths.Add($"misnamed-{paths.Count}.tar");
                archive.File(paths[^1], [.. parts.SelectMany(part => part)]);
            }
            archive.File("c.json", TestImages.Config(TestImages.Layers))
                .File("manifest.json", TestImages.Manifest("c.json", "\"app:1\"", [.. paths]));
            Assert.Single(_file.Squash(archive.ToArray()).Images);
        }
    }

    /// <summary>A stream may always give less than was asked for; one that verifies does at the edges of its chunks.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void R32PackedBytesMayArriveAFewAtATime(string tool)
    {
        var layer = TestImages.Layers[0].Tar;
        var packed = PackingTool.Pack(tool, layer);
        var plain = new MemoryStream();
        using (var stream = Codec.Decompress(Codec.Detect(packed), new TricklingStream(packed, 5)))
            stream.CopyTo(plain);
        Assert.Equal(layer, plain.ToArray());
    }
}
