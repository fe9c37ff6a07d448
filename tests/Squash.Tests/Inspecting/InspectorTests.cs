using System.Text;
using Squash.Tests.Archives;

namespace Squash.Tests.Inspecting;

/// <summary>The report on whole archives.</summary>
public sealed class InspectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("squash-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AnImageIsDescribed()
    {
        var report = Inspect(TestImages.DockerLegacy().ToArray());
        var image = Assert.Single(report.Images);
        Assert.Equal(["app:1", "registry:5000/x/app:2"], image.Names);
        Assert.Equal("linux/amd64", image.Platform);
        Assert.Equal($"sha256:{TestLayer.Sha(TestImages.Config(TestImages.Layers))}", image.ImageId);
        Assert.Equal(["A=<1> & ü"], image.Config.Env);
        Assert.Equal([1, 2, 3, 4], image.Layers.Select(layer => layer.Number));
        // The step between the first and the second made no layer, the last has no text, and one layer has no step.
        Assert.Equal(["one", "", "", ""], image.Layers.Select(layer => layer.CreatedBy));
        Assert.Equal(TestImages.Layers.Select(layer => (long)layer.Tar.Length), image.Layers.Select(layer => layer.PlainBytes));
        Assert.Equal(TestImages.Layers.Select(layer => $"sha256:{layer.DiffId}"), image.Layers.Select(layer => layer.DiffId));
        Assert.Equal((4, 12L, 10L, 4L), (image.Totals.Layers, image.Totals.Entries, image.Totals.ContentBytes, image.Totals.WastedBytes));
        Assert.Equal(image.Layers.Sum(layer => layer.TreeDiskBytes), image.Disk.VfsBytes);
        Assert.Equal(image.Layers[^1].TreeDiskBytes, image.Disk.FlatBytes);
        Assert.Equal(["etc/a", "etc/gone"], image.WastedPaths.Select(waste => waste.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFormOfAnArchiveSaysTheSame()
    {
        byte[][] forms =
        [
            TestImages.DockerLegacy().ToArray(), TestImages.PodmanDocker().ToArray(), TestImages.DockerHybrid().ToArray(),
            TestImages.OciArchive().ToArray(), TestImages.Gzip(TestImages.DockerLegacy().ToArray()),
        ];
        var images = forms.Select(form => Inspect(form).Images[0]).ToList();
        Assert.All(images, image => Assert.Equal(images[0].Disk, image.Disk));
        Assert.All(images, image => Assert.Equal(images[0].WastedPaths, image.WastedPaths));
        Assert.All(images, image => Assert.Equal(
            images[0].Layers.Select(layer => layer with { BlobBytes = 0, Compression = "" }),
            image.Layers.Select(layer => layer with { BlobBytes = 0, Compression = "" })));
        Assert.All(images[3].Layers, layer => Assert.Equal("gzip", layer.Compression));
        Assert.All(images[3].Layers, layer => Assert.True(layer.BlobBytes < layer.PlainBytes));
    }

    [Theory]
    [InlineData(null, "linux/amd64 linux/arm64")]
    [InlineData("linux/arm64", "linux/arm64")]
    [InlineData("linux/arm64/v8", "linux/arm64")]
    [InlineData("linux/arm", "")]
    [InlineData("linux", "linux/amd64 linux/arm64")]
    public void APlatformPicksImages(string? platform, string images)
    {
        var report = Inspect(TestImages.ContainerdStore().ToArray(), platform);
        Assert.Equal(images, string.Join(' ', report.Images.Select(image => image.Platform)));
        Assert.Equal(["linux/amd64", "linux/arm64"], report.Platforms);
        Assert.NotEmpty(report.Warnings);
    }

    [Fact]
    public void AFlatImageTakesInEitherStoreWhatWasPromised()
    {
        using var file = new SquashedFile();
        var archive = TestImages.DockerLegacy().ToArray();
        file.Squash(archive);
        var (before, after) = (Inspect(archive).Images[0].Disk, Inspect(File.ReadAllBytes(file.Flat)).Images[0].Disk);
        Assert.Equal(new DiskCost(before.FlatBytes, before.FlatBytes, before.FlatBytes), after);
        Assert.Equal((1, 1), (after.VfsRatio, after.OverlayRatio));
        Assert.True(before.VfsRatio > 2);
    }

    [Fact]
    public void ADamagedLayerIsRefused()
    {
        var archive = TestImages.DockerLegacy().ToArray();
        archive[archive.AsSpan().IndexOf("two"u8)] ^= 1;
        Assert.Contains("the archive is damaged", Assert.Throws<InvalidDataException>(() => Inspect(archive)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTextOfAnImageReachesATerminalAsItIs()
    {
        TestLayer[] layers = [TestLayer.Of(@"f a\x1b=secret"), TestLayer.Of(@"w a\x1b")];
        var config = Encoding.UTF8.GetBytes($$$"""
            {"architecture":"amd64","os":"linux","config":{"Env":["A=\u001b[2J"],"Cmd":"\u202e","User":"\u0007","Volumes":{"/\u0000":{} } },
             "history":[{"created_by":"RUN a \\\n\t  && b\u001b"}],
             "rootfs":{"type":"layers","diff_ids":[{{{string.Join(',', layers.Select(layer => $"\"sha256:{layer.DiffId}\""))}}}]}}
            """);
        var archive = new ArchiveBuilder().File("0.tar", layers[0].Tar).File("1.tar", layers[1].Tar).File("c.json", config)
            .File("manifest.json", TestImages.Manifest("c.json", "\"a\\u001b:1\"", "0.tar", "1.tar"));
        var image = Assert.Single(Inspect(archive.ToArray()).Images);
        Assert.Equal([@"a\x1b:1"], image.Names);
        Assert.Equal([@"A=\x1b[2J"], image.Config.Env);
        Assert.Equal([@"\u{202e}"], image.Config.Cmd);
        Assert.Equal(@"\x07", image.Config.User);
        Assert.Equal([@"/\x00"], image.Config.Volumes);
        Assert.Equal(@"RUN a \\ && b\x1b", image.Layers[0].CreatedBy);
        Assert.Equal(@"a\x1b", Assert.Single(image.WastedPaths).Path);
    }

    private InspectReport Inspect(byte[] archive, string? platform = null)
    {
        var path = Path.Combine(_folder, "image.tar");
        File.WriteAllBytes(path, archive);
        using var source = File.OpenHandle(path);
        return new Inspector(_folder).Inspect(source, platform, null, TestContext.Current.CancellationToken);
    }
}
