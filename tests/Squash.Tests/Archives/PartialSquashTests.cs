using System.Text;
using System.Text.Json;

namespace Squash.Tests.Archives;

/// <summary>P1 to P3 through whole archives.</summary>
public sealed class PartialSquashTests : IDisposable
{
    private const string Step = """{"created_by":"step"}""";
    private readonly SquashedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("DockerLegacy")]
    [InlineData("PodmanDocker")]
    [InlineData("DockerHybrid")]
    [InlineData("OciArchive")]
    public void P1KeptLayersAreCopiedBlobForBlob(string form)
    {
        ArchiveBuilder archive = form switch
        {
            "DockerLegacy" => TestImages.DockerLegacy(),
            "PodmanDocker" => TestImages.PodmanDocker(),
            "DockerHybrid" => TestImages.DockerHybrid(),
            _ => TestImages.OciArchive(),
        };
        for (var squashed = 1; squashed <= 4; squashed++)
        {
            var image = Assert.Single(_file.Try(archive.ToArray(), $"from-layer={squashed}").Images);
            Assert.Empty(_file.Differences());
            Assert.Equal((4, 4 - squashed), (image.LayersBefore, image.LayersKept));
            var members = _file.Members();
            var layers = Manifest(members)[0].GetProperty("Layers").EnumerateArray().Select(layer => layer.GetString()!).ToList();
            Assert.Equal(4 - squashed + 1, layers.Count);
            for (var kept = 0; kept < 4 - squashed; kept++)
            {
                var blob = members.Single(member => member.Name == layers[kept]).Content;
                var original = TestImages.Layers[kept].Tar;
                Assert.Equal(form == "OciArchive" ? TestImages.Gzip(original) : original, blob);
            }
            Assert.EndsWith(image.DiffId![7..], layers[^1], StringComparison.Ordinal);
            Assert.Equal(members.Count, members.Select(member => member.Name).Distinct().Count());
        }
    }

    [Fact]
    public void AllLayersAreAnOrdinarySquash()
    {
        _file.Squash(TestImages.DockerLegacy().ToArray());
        var whole = File.ReadAllBytes(_file.Flat);
        _file.Try(TestImages.DockerLegacy().ToArray(), "from-layer=4");
        Assert.Equal(whole, File.ReadAllBytes(_file.Flat));
    }

    [Fact]
    public void TheSameArchiveGivesTheSameBytes()
    {
        _file.Try(TestImages.OciArchive().ToArray(), "from-layer=2");
        var first = File.ReadAllBytes(_file.Flat);
        _file.Try(TestImages.OciArchive().ToArray(), "from-layer=2");
        Assert.Equal(first, File.ReadAllBytes(_file.Flat));
    }

    [Theory]
    [InlineData("f a | f b | w c", 1)]
    [InlineData("f a | f b | ", 1)]
    [InlineData("f a | f b | f c | w c", 2)]
    public void P2WhatChangesNothingAddsNoLayer(string stack, int squashed)
    {
        var layers = stack.Split('|').Select(layer => TestLayer.Of(layer.Trim())).ToList();
        var image = Assert.Single(_file.Try(Archive(("app:1", layers)), $"from-layer={squashed}").Images);
        Assert.Empty(_file.Differences());
        Assert.Equal((null, 0, 0), (image.DiffId, image.LayerBytes, image.Entries));
        Assert.Equal(layers.Count - squashed, image.LayersKept);
        var history = JsonDocument.Parse(Config(image)).RootElement.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(layers.Count, history.Count);
        Assert.Equal(squashed, history.Count(step => step.TryGetProperty("empty_layer", out _)));
    }

    [Fact]
    public void P3AnImageIdIsThatOfAnotherImageOfTheArchive()
    {
        var (one, two) = (TestLayer.Of("f a=1"), TestLayer.Of("f a=2"));
        List<TestLayer> app = [one, two, TestLayer.Of("w a"), TestLayer.Of("f b=1")];
        var archive = Archive(("base:1", app[..2]), ("app:1", app));
        var id = TestLayer.Sha(Described(app[..2]));
        foreach (var choice in new[] { id, id[..12], $"sha256:{id}", $"sha256:{id[..20]}", two.DiffId[..12].ToUpperInvariant() })
        {
            var images = _file.Try(archive, $"from-layer={choice}").Images;
            Assert.Empty(_file.Differences());
            Assert.Equal([2, 2], images.Select(image => image.LayersKept));
            Assert.Equal($"sha256:{id}", images[0].ImageId);
            Assert.Null(images[0].DiffId);
            Assert.NotNull(images[1].DiffId);
        }
    }

    [Theory]
    [InlineData("0", "there is no layer 0")]
    [InlineData("-1", "there is no layer -1")]
    [InlineData("5", "the image has 4 layers")]
    [InlineData("99999999999", "there is no layer 99999999999")]
    [InlineData("", "neither a number of layers nor an ID")]
    [InlineData("abcdefabcde", "neither a number of layers nor an ID")]
    [InlineData("x\u001b[1m", @"""x\x1b[1m"" is neither")]
    [InlineData("sha256:", "neither a number of layers nor an ID")]
    [InlineData("000000000000", "no layer and no image of the archive has the ID")]
    [InlineData("@4", "nothing stands above")]
    [InlineData("@image", "nothing stands above")]
    [InlineData("@2", "is the ID of 2 layers of the image")]
    public void P3AWrongChoiceSaysWhatThereIs(string choice, string says)
    {
        choice = choice switch
        {
            "@4" => TestImages.Layers[3].DiffId,
            "@2" => TestImages.Layers[1].DiffId,
            "@image" => TestLayer.Sha(TestImages.Config(TestImages.Layers)),
            _ => choice,
        };
        var error = Assert.Throws<ChoiceException>(() => _file.Try(TestImages.DockerLegacy().ToArray(), $"from-layer={choice}"));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(1, 4).Select(number => $"{number} sha256:{TestImages.Layers[4 - number].DiffId}"),
            error.Choices.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words => $"{words[0]} {words[3]}"));
        Assert.EndsWith("  one", error.Choices[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void P3AnImageThatIsNotBuiltOnTheChosenOneIsNamed()
    {
        var (a, b) = (TestLayer.Of("f a"), TestLayer.Of("f b"));
        var archive = Archive(("base:1", [a]), ("app:1", [a, b]), ("other:1", [b, b]));
        var error = Assert.Throws<ChoiceException>(() => _file.Try(archive, $"from-layer={TestLayer.Sha(Described([a]))}"));
        Assert.Contains("neither a layer of the image nor an image that it is built on", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("the image sha256:", error.Choices[0], StringComparison.Ordinal);
        Assert.Equal(3, error.Choices.Count);
    }

    [Fact]
    public void AnotherOwnerKeepsNoLayer() => Assert.Contains(
        "leave out the owner",
        Assert.Throws<ChoiceException>(() => _file.Try(TestImages.DockerLegacy().ToArray(), "from-layer=1", "owner=0:0")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AStreamThatCannotSeekGetsTheKeptLayersToo()
    {
        _file.Stream(TestImages.PodmanDocker().ToArray(), "from-layer=2", "compress=none");
        Assert.Equal(3, Manifest(_file.Members())[0].GetProperty("Layers").GetArrayLength());
        Assert.Equal("layer.tar", _file.Members()[0].Name);
        Assert.Empty(_file.Differences());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void EveryLayerIsVerifiedKeptOrNot(int damaged)
    {
        var config = TestImages.Config(TestImages.Layers);
        var archive = new ArchiveBuilder().File("c.json", config);
        for (var i = 0; i < 4; i++)
        {
            var tar = TestImages.Layers[i].Tar.ToArray();
            tar[^1] ^= (byte)(i == damaged ? 1 : 0);
            archive.File($"{i}.tar", tar);
        }
        archive.File("manifest.json", TestImages.Manifest("c.json", "\"a:1\"", "0.tar", "1.tar", "2.tar", "3.tar"));
        var error = Assert.Throws<InvalidDataException>(() => _file.Try(archive.ToArray(), "from-layer=1"));
        Assert.Contains($"layer {damaged + 1}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w a", "")]
    [InlineData("w c", "a: is only in the flat image")]
    [InlineData("w a, w b", "b: is missing in the flat image")]
    [InlineData("w a, f b=1", "b: the SHA-256 of the content is")]
    public void TheVerifierFindsWhatHidesTooLittleOrTooMuch(string layer, string says)
    {
        List<TestLayer> layers = [TestLayer.Of("f a, f b"), TestLayer.Of("w a")];
        _file.Try(Archive(("app:1", layers)), "from-layer=1");
        var flat = new ArchiveBuilder();
        List<TestLayer> wrong = [layers[0], TestLayer.Of(layer)];
        flat.File("0.tar", wrong[0].Tar).File("1.tar", wrong[1].Tar).File("c.json", Described(
            wrong, $$$"""{{{Step}}},{"created_by":"step","empty_layer":true},{"created_by":"squashd"}"""));
        flat.File("manifest.json", TestImages.Manifest("c.json", "\"app:1\"", "0.tar", "1.tar"));
        File.WriteAllBytes(_file.Flat, flat.ToArray());
        var differences = _file.Differences();
        if (says.Length == 0)
            Assert.Empty(differences);
        else
            Assert.Contains(differences, difference => difference.Contains(says, StringComparison.Ordinal));
    }

    private static byte[] Archive(params (string Name, List<TestLayer> Layers)[] images)
    {
        var archive = new ArchiveBuilder();
        var manifests = new List<string>();
        foreach (var (name, layers) in images)
        {
            archive.File($"{name}.json", Described(layers));
            for (var i = 0; i < layers.Count; i++)
                archive.File($"{name}.{i}.tar", layers[i].Tar);
            manifests.Add(TestImages.Manifest(
                $"{name}.json", $"\"{name}\"", [.. Enumerable.Range(0, layers.Count).Select(i => $"{name}.{i}.tar")])[1..^1]);
        }
        return archive.File("manifest.json", $"[{string.Join(',', manifests)}]").ToArray();
    }

    private static byte[] Described(IEnumerable<TestLayer> layers, string? history = null) => Encoding.UTF8.GetBytes($$$"""
        {"architecture":"amd64","os":"linux","history":[{{{history ?? string.Join(',', layers.Select(_ => Step))}}}],
        "rootfs":{"type":"layers","diff_ids":[{{{string.Join(',', layers.Select(layer => $"\"sha256:{layer.DiffId}\""))}}}]}}
        """);

    private byte[] Config(SquashedImage image) =>
        _file.Members().Single(member => member.Name == $"blobs/sha256/{image.ImageId[7..]}").Content;

    private static JsonElement Manifest(IEnumerable<(string Name, byte[] Content)> members) =>
        JsonDocument.Parse(members.Single(member => member.Name == "manifest.json").Content).RootElement;
}
