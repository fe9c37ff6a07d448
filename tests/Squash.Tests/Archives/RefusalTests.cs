using System.Text;
using Squash.Tests.Tar;

namespace Squash.Tests.Archives;

public sealed class RefusalTests : IDisposable
{
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void AnArchiveIsOnlyCompleteWhenItIsWhole()
    {
        // Its last member is manifest.json, so that all but the end marker is needed.
        var whole = TestImages.PodmanDocker().ToArray();
        for (var length = 0; length < whole.Length; length += 256)
        {
            Assert.False(_file.Judge(whole[..length]).IsComplete, $"{length} of {whole.Length} bytes");
            if (length < whole.Length - 1024)
                Assert.Throws<InvalidDataException>(() => _file.Try(whole[..length]));
        }
        Assert.True(_file.Judge(whole).IsComplete);
    }

    [Fact]
    public void A2AnImageOfWhichNoPlatformIsThereIsRefused()
    {
        var archive = TestImages.ContainerdStore().Without(TestImages.Layers[1].Tar).Without(TestImages.Gzip(TestImages.Layers[0].Tar));
        Refused<InvalidDataException>(archive.ToArray(), "no image of it can be squashed");
        Refused<InvalidDataException>(archive.ToArray(), "linux/arm64");
    }

    [Fact]
    public void AMissingLayerIsNotComplete()
    {
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config(TestImages.Layers))
            .File("manifest.json", TestImages.Manifest("c.json", "\"a:1\"", "no.tar")).ToArray();
        Assert.Contains("no.tar", _file.Judge(archive).Reason, StringComparison.Ordinal);
        Refused<InvalidDataException>(archive, "no.tar");
    }

    [Fact]
    public void EveryChangedByteOfALayerIsFound()
    {
        var config = TestImages.Config(TestImages.Layers);
        foreach (var at in new[] { 600, 1024, TestImages.Layers[0].Tar.Length - 1 })
        {
            var damaged = TestImages.Layers[0].Tar.ToArray();
            damaged[at] ^= 1;
            var archive = new ArchiveBuilder().File("l0.tar", damaged).File("c.json", config)
                .File("l1.tar", TestImages.Layers[1].Tar).File("l3.tar", TestImages.Layers[3].Tar)
                .File("manifest.json", TestImages.Manifest("c.json", "\"a:1\"", "l0.tar", "l1.tar", "l1.tar", "l3.tar"));
            Refused<InvalidDataException>(archive.ToArray(), "layer 1");
        }
    }

    [Fact]
    public void AChangedConfigOrManifestIsFound()
    {
        var name = $"{TestLayer.Sha([7])}.json";
        Refused<InvalidDataException>(
            new ArchiveBuilder().File(name, TestImages.Config([])).File("manifest.json", TestImages.Manifest(name, "")).ToArray(),
            "does not have its digest");
        var archive = new ArchiveBuilder();
        var (_, size) = TestImages.OciManifest(archive, TestImages.Config([]), [], layer => layer.Tar, "tar");
        var wrong = TestLayer.Sha([8]);
        archive.File($"blobs/sha256/{wrong}", new byte[size])
            .File("index.json", TestImages.Index(TestImages.Descriptor($"sha256:{wrong}", size) + "}"));
        Refused<InvalidDataException>(archive.ToArray(), "does not have its digest");
    }

    [Fact]
    public void ABlobOfAnotherSizeIsFound()
    {
        var archive = new ArchiveBuilder();
        var (manifest, size) = TestImages.OciManifest(archive, TestImages.Config([]), [], layer => layer.Tar, "tar");
        archive.File("index.json", TestImages.Index(TestImages.Descriptor(manifest, size + 1) + "}"));
        Refused<InvalidDataException>(archive.ToArray(), "bytes and should have");
    }

    [Fact]
    public void AnotherNumberOfLayersThanDiffIdsIsRefused() => Refused<InvalidDataException>(
        new ArchiveBuilder().File("c.json", TestImages.Config(TestImages.Layers)).File("l.tar", TestImages.Layers[0].Tar)
            .File("manifest.json", TestImages.Manifest("c.json", "", "l.tar")).ToArray(),
        "4 diff IDs");

    [Theory]
    [InlineData("windows", "tar", "application/vnd.oci.image.config.v1+json", "Windows")]
    [InlineData("linux", "tar+encrypted", "application/vnd.oci.image.config.v1+json", "encrypted")]
    [InlineData("linux", "tar", "application/vnd.example+json", "no image")]
    public void WhatIsNoLinuxImageIsNotSupported(string os, string suffix, string configType, string says)
    {
        var archive = new ArchiveBuilder();
        var config = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestImages.Config([TestImages.Layers[0]])).Replace("linux", os, StringComparison.Ordinal));
        var layer = TestImages.Layers[0].Tar;
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"config":{"mediaType":"{{configType}}","digest":"{{archive.Blob(config)}}","size":{{config.Length}}},
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.{{suffix}}","digest":"{{archive.Blob(layer)}}","size":{{layer.Length}}}]}
            """);
        archive.File("index.json", TestImages.Index(TestImages.Descriptor(archive.Blob(manifest), manifest.Length) + "}"));
        Refused<NotSupportedException>(archive.ToArray(), says);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABlobThatIsListedTwiceMustHaveBothDigests(bool isPacked)
    {
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config(TestImages.Layers.Take(2)))
            .File("l.tar", isPacked ? TestImages.Gzip(TestImages.Layers[0].Tar) : TestImages.Layers[0].Tar)
            .File("manifest.json", TestImages.Manifest("c.json", "", "l.tar", "l.tar"));
        Refused<InvalidDataException>(archive.ToArray(), "layer 2 of the image of c.json does not have its digest");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AKeptBlobThatIsListedTwiceMustHaveBothDigests(bool isPacked)
    {
        var layers = TestImages.Layers.Where((_, at) => at != 2).ToList();
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config(layers)).File("top.tar", layers[2].Tar)
            .File("l.tar", isPacked ? TestImages.Gzip(layers[0].Tar) : layers[0].Tar)
            .File("manifest.json", TestImages.Manifest("c.json", "", "l.tar", "l.tar", "top.tar"));
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(archive.ToArray(), "from-layer=1"));
        Assert.Contains("layer 2 of the image of c.json does not have its digest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageIsVerifiedAlsoWhereAnotherHasTheSameLayers()
    {
        TestLayer[] layers = [TestImages.Layers[0]];
        ArchiveBuilder Two(byte[] other) => new ArchiveBuilder()
            .File("c.json", TestImages.Config(layers)).File("d.json", TestImages.Config(layers, "arm64"))
            .File("l.tar", layers[0].Tar).File("m.tar", other)
            .File("manifest.json", TestImages.Manifest("c.json", "\"a:1\"", "l.tar")[..^1] + "," + TestImages.Manifest("d.json", "\"b:1\"", "m.tar")[1..]);
        Assert.Equal(2, _file.Squash(Two(TestImages.Gzip(layers[0].Tar)).ToArray()).Images.Count);
        Refused<InvalidDataException>(Two(TestImages.Layers[1].Tar).ToArray(), "layer 1 of the image of d.json does not have its digest");
    }

    [Fact]
    public void WhatIsNoImageArchiveIsRefusedInItsOwnWords()
    {
        Refused<InvalidDataException>(new ArchiveBuilder().ToArray(), "empty archive");
        Refused<InvalidDataException>(new ArchiveBuilder().File("etc/passwd", "root").ToArray(), "no image archive");
        Refused<InvalidDataException>(
            new ArchiveBuilder().File("x/json", """{"id":"x","parent":"y"}""").File("x/layer.tar", new byte[1024]).ToArray(), "layer y");
        Refused<InvalidDataException>(
            new ArchiveBuilder().File("x/json", """{"id":"x","parent":"x"}""").File("x/layer.tar", new byte[1024])
                .File("repositories", """{"a":{"b":"x"}}""").ToArray(), "in a circle");
        Refused<NotSupportedException>(
            new ArchiveBuilder().File("oci-layout", """{"imageLayoutVersion":"2.0.0"}""").File("index.json", TestImages.Index()).ToArray(), "1.0.0");
        Refused<InvalidDataException>(new ArchiveBuilder().File("manifest.json", "[").ToArray(), "not valid JSON");
        Refused<InvalidDataException>(new ArchiveBuilder().File("manifest.json", new string('[', 100)).ToArray(), "not valid JSON");
        Refused<InvalidDataException>(new ArchiveBuilder().File("index.json", TestImages.Index()).ToArray(), "no image of it");
        Refused<InvalidDataException>(new ArchiveBuilder().File("index.json", """{"a":1,"a":2}""").ToArray(), "a member is there twice");
        Refused<InvalidDataException>(new ArchiveBuilder().File("index.json", """{"\ud800":1}""").ToArray(), "not valid Unicode");
        Refused<InvalidDataException>(
            new ArchiveBuilder().File("manifest.json", """[{"Config":"\udc00"}]""").ToArray(), "not valid Unicode");
        Refused<InvalidDataException>(
            new ArchiveBuilder().Link("x/json", "no").File("x/layer.tar", new byte[1024]).ToArray(), "x/json is a link");
    }

    [Fact]
    public void LinksInTheArchiveEndSomewhereInIt()
    {
        var archive = new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]])).Link("a", "b").Link("b", "a");
        foreach (var (name, says) in new[] { ("a", "too many links"), ("b/l.tar", "too many links"), ("up/c.json/l", "is not in the archive") })
        {
            Refused<InvalidDataException>([
                .. new ArchiveBuilder().Link("up", "../../..").File("manifest.json", TestImages.Manifest("c.json", "", name)).ToArray()[..^1024],
                .. archive.ToArray()], says);
        }
        Refused<InvalidDataException>(
            new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]]))
                .File("manifest.json", TestImages.Manifest("c.json", "", "../../../../etc/passwd")).ToArray(), "is not in the archive");
    }

    /// <summary>As bsdtar (old GNU form) and GNU tar (PAX) write them with --sparse.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASparseMemberIsCalledWhatItIs(bool isPax)
    {
        var sparse = isPax
            ? new TarBuilder().Pax(("GNU.sparse.size", "1024"), ("GNU.sparse.map", "0,1"), ("GNU.sparse.name", "l.tar")).Entry("GNUSparseFile.1/l.tar", content: "x")
            : new TarBuilder().Gnu("l.tar", 'S', "x", header => header.Octal(386, 12, 0).Octal(398, 12, 1).Octal(483, 12, 1024));
        byte[] archive =
        [
            .. sparse.Bytes, .. new ArchiveBuilder().File("c.json", TestImages.Config([TestImages.Layers[0]]))
                .File("manifest.json", TestImages.Manifest("c.json", "", "l.tar")).ToArray(),
        ];
        Refused<NotSupportedException>(archive, "l.tar is a sparse member of the archive; pack the archive without --sparse");
        Assert.True(_file.Judge(archive).IsComplete);
    }

    [Fact]
    public void NoControlByteOfAnArchiveReachesAMessage()
    {
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(
            new ArchiveBuilder().File("manifest.json", """[{"Config":"a\u001b[31m\n\u202e"}]""").ToArray()));
        Assert.DoesNotContain(error.Message, letter => char.IsControl(letter) || letter == '\u202e');
    }

    private void Refused<T>(byte[] archive, string says)
        where T : Exception => Assert.Contains(says, Assert.Throws<T>(() => _file.Try(archive)).Message, StringComparison.Ordinal);
}
