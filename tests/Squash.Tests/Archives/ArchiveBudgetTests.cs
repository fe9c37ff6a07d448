using System.Text;
using Squash.Images;

namespace Squash.Tests.Archives;

/// <summary>What documents, names and layers of one archive may be together, however small each of them is.</summary>
public sealed class ArchiveBudgetTests : IDisposable
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void AConfigCountsForEveryImageThatHasIt()
    {
        var config = new string(' ', 3 << 20) + Encoding.UTF8.GetString(TestImages.Config([TestImages.Layers[0]]));
        ArchiveBuilder Images(int count) => new ArchiveBuilder().File("c.json", config).File("l.tar", TestImages.Layers[0].Tar)
            .File("manifest.json", "[" + string.Join(',', Enumerable.Range(1, count).Select(at => TestImages.Manifest("c.json", $"\"a:{at}\"", "l.tar")[1..^1])) + "]");
        Assert.Single(_file.Squash(Images(1).ToArray()).Images);
        Refused(Images(6), "16 MiB of manifests, indexes and configs");
    }

    [Fact]
    public void IndexesThatReferToOneAnotherEndWithTheirBytes()
    {
        // 300 references at each of four levels would be eight thousand million documents.
        var archive = new ArchiveBuilder();
        var (digest, size, type) = ($"sha256:{TestLayer.Sha([1])}", 1, IndexType);
        for (var level = 0; level < 3; level++)
        {
            var reference = $$"""{"mediaType":"{{type}}","digest":"{{digest}}","size":{{size}}}""";
            var index = Encoding.UTF8.GetBytes(TestImages.Index([.. Enumerable.Repeat(reference, 300)]));
            (digest, size) = (archive.Blob(index), index.Length);
        }
        archive.File("index.json", TestImages.Index([.. Enumerable.Repeat($$"""{"mediaType":"{{type}}","digest":"{{digest}}","size":{{size}}}""", 300)]));
        Refused(archive, "16 MiB of manifests, indexes and configs");
    }

    [Fact]
    public void JsonOfOldLayersCountsTogether()
    {
        var archive = new ArchiveBuilder();
        for (var at = 0; at < 6; at++)
        {
            archive.File($"{at}/json", $$"""{"id":"{{at}}","parent":"{{(at == 0 ? "" : $"{at - 1}")}}","x":"{{new string('x', 3 << 20)}}"}""")
                .File($"{at}/layer.tar", TestImages.Layers[0].Tar);
        }
        Refused(archive, "16 MiB of manifests, indexes and configs");
    }

    [Fact]
    public void AnOldArchiveHasAsManyImagesAsAnother()
    {
        ArchiveBuilder Images(int count) => Enumerable.Range(0, count).Aggregate(new ArchiveBuilder(), (archive, at) =>
            archive.File($"{at}/json", $$"""{"x":{{at}}}""").File($"{at}/layer.tar", TestImages.Layers[0].Tar));
        Assert.Equal(ImageLimits.Images, _file.Squash(Images(ImageLimits.Images).ToArray()).Images.Count);
        Refused(Images(ImageLimits.Images + 1), "more than 128 images");
    }

    [Fact]
    public void NamesCountTogether()
    {
        ArchiveBuilder Names(int count) => Enumerable.Range(0, count).Aggregate(TestImages.PodmanDocker(), (archive, at) =>
            archive.File($"{string.Join('/', Enumerable.Repeat(new string('n', 200), 20))}/{at}", ""));
        Assert.Single(_file.Squash(Names(4000).ToArray()).Images);
        Refused(Names(4200), "16 MiB of names");
    }

    [Fact]
    public void LayersOfAllImagesCountTogether()
    {
        var layer = TestLayer.Of("f a");
        var config = TestImages.Config(Enumerable.Repeat(layer, ImageLimits.Layers));
        var manifest = TestImages.Manifest("c.json", "", [.. Enumerable.Repeat("l", ImageLimits.Layers)])[1..^1];
        Refused(
            new ArchiveBuilder().File("c.json", config).File("l", layer.Tar)
                .File("manifest.json", "[" + string.Join(',', Enumerable.Repeat(manifest, 17)) + "]"),
            "more than 16384 layers together");
    }

    [Fact]
    public void NamesOfImagesCountTogether()
    {
        ArchiveBuilder Names(int count) => new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]])).File("l.tar", TestImages.Layers[0].Tar)
            .File("manifest.json", $"[{Entry("a", ImageLimits.Names - count)},{Entry("b", count)}]");
        string Entry(string name, int count) =>
            TestImages.Manifest("c.json", string.Join(',', Enumerable.Range(0, count).Select(at => $"\"{name}:{at}\"")), "l.tar")[1..^1];
        Assert.Equal(2, _file.Squash(Names(9).ToArray()).Images.Count);
        var more = Names(9);
        var (manifest, size) = TestImages.OciManifest(more, TestImages.Config(TestImages.Layers), TestImages.Layers, layer => layer.Tar, "tar");
        Refused(more.File("index.json", TestImages.Index(TestImages.Named(manifest, size, "docker.io/library/c:1", "1"))), "more than 4096 names together");
        Refused(
            new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]])).File("l.tar", TestImages.Layers[0].Tar)
                .File("manifest.json", $"[{Entry("a", ImageLimits.Names)},{Entry("b", 1)}]"),
            "more than 4096 names together");
        Refused(
            new ArchiveBuilder().File("0/json", "{}").File("0/layer.tar", TestImages.Layers[0].Tar).File(
                "repositories", "{\"a\":{" + string.Join(',', Enumerable.Range(0, ImageLimits.Names + 1).Select(at => $"\"{at}\":\"0\"")) + "}}"),
            "more than 4096 names together");
    }

    [Fact]
    public void ADocumentThatWouldBeTooLargeIsRefused()
    {
        var tags = string.Join(',', Enumerable.Range(0, ImageLimits.Names).Select(at => $"\"{new string('0', 900)}{at}\""));
        Refused(
            new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]])).File("l.tar", TestImages.Layers[0].Tar)
                .File("manifest.json", TestImages.Manifest("c.json", tags, "l.tar")),
            "would be larger than 4 MiB");
    }

    [Theory]
    [InlineData(ImageLimits.Annotations, false)]
    [InlineData(ImageLimits.Annotations + 1, true)]
    public void AnnotationsOfAnObjectAreCounted(int count, bool isRefused)
    {
        var archive = new ArchiveBuilder();
        var (manifest, size) = TestImages.OciManifest(archive, TestImages.Config(TestImages.Layers), TestImages.Layers, layer => layer.Tar, "tar");
        var annotations = string.Join(',', Enumerable.Range(0, count).Select(at => $"\"{at}\":\"\""));
        archive.File("index.json", TestImages.Index($$$"""{{{TestImages.Descriptor(manifest, size)}}},"annotations":{{{{annotations}}}}}"""));
        if (isRefused)
            Refused(archive, "more than 1000 annotations");
        else
            Assert.Single(_file.Squash(archive.ToArray()).Images);
    }

    [Theory]
    [InlineData(ImageLimits.HistorySteps - 1, false)]
    [InlineData(ImageLimits.HistorySteps + 1, true)]
    // The flat image has one more.
    public void StepsOfAHistoryAreCounted(int count, bool isRefused)
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"empty_layer":true}""", count));
        var config = $$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:{{{TestImages.Layers[0].DiffId}}}"]},"history":[{{{steps}}}]}""";
        var archive = new ArchiveBuilder().File("c.json", config).File("l.tar", TestImages.Layers[0].Tar)
            .File("manifest.json", TestImages.Manifest("c.json", "", "l.tar"));
        if (isRefused)
            Refused(archive, "more than 65536 steps");
        else
            Assert.Single(_file.Try(archive.ToArray()).Images);
    }

    [Fact]
    public void OnlySoMuchIsSaidOfWhatWasLeftOut()
    {
        var absent = $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{TestLayer.Sha([1])}}","size":5}""";
        var archive = new ArchiveBuilder().File("index.json", TestImages.Index([.. Enumerable.Repeat(absent, 1000)]));
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(archive.ToArray()));
        Assert.InRange(error.Message.Length, 1, 1000);
        Assert.EndsWith("and 997 more things were left out", error.Message, StringComparison.Ordinal);
    }

    private void Refused(ArchiveBuilder archive, string says) => Assert.Contains(
        says, Assert.Throws<InvalidDataException>(() => _file.Try(archive.ToArray())).Message, StringComparison.Ordinal);
}
