using Squash.Archives;
using Squash.Images;
using Squash.Tests.Archives;

namespace Fuzz;

/// <summary>Manifests, indexes, configs and manifest.json: what is read can be written and read again.</summary>
internal sealed class JsonTarget : Target
{
    private static readonly Digest Added = Digest.Of([]);
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    public override string Name => "json";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var config = TestImages.Config(TestImages.Layers);
            var archive = new ArchiveBuilder();
            var (digest, size) = TestImages.OciManifest(archive, config, TestImages.Layers, layer => layer.Tar, "tar");
            return
            [
                config,
                Latin(TestImages.Index(TestImages.Named(digest, size, "docker.io/library/app:1", "1"))),
                Latin(TestImages.Index(TestImages.Descriptor(digest, size) + ",\"platform\":{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":\"v8\"}}")),
                Latin($$$"""{"schemaVersion":2,"config":{{{TestImages.Descriptor(digest, size)}}}},"layers":[{{{TestImages.Descriptor(digest, size)}}}}],"annotations":{"a":"b"}}"""),
                Latin(TestImages.Manifest("config.json", "\"app:1\"", "l0", "l0", "l0", "l0")),
                Latin("""{"app":{"1":"l0"},"registry:5000/x":{"latest":"l0"}}"""),
                Latin("""{"imageLayoutVersion":"1.0.0"}"""),
                Latin("""{"id":"l0","parent":"l1","os":"linux","architecture":"amd64","created":"2020-01-01T00:00:00Z","config":{"Cmd":["a"]}}"""),
            ];
        }
    }

    public override IEnumerable<string> Words => ImageTarget.JsonWords;

    public override void Run(byte[] input)
    {
        Refusal.Of(() => Config(input));
        ImageIndex? index = null;
        if (Refusal.Of(() => index = ImageIndex.Parse(input, "an index")) is null)
            Same(index!.ToBytes(), ImageIndex.Parse(index.ToBytes(), "the index again").ToBytes());
        ImageManifest? manifest = null;
        if (Refusal.Of(() => manifest = ImageManifest.Parse(input, "a manifest")) is null)
            Same(manifest!.ToBytes(), ImageManifest.Parse(manifest.ToBytes(), "the manifest again").ToBytes());
        foreach (var name in new[] { DockerManifest.Name, OciLayout.IndexName, "repositories", "oci-layout" })
            Open(name, input);
    }

    /// <summary>What the config of a flat image is made from it, and what else is shown of it.</summary>
    private static void Config(byte[] input)
    {
        var config = ImageConfig.Parse(input, "a config");
        var flat = config.Flatten(Added, "squashed");
        var again = ImageConfig.Parse(flat.Bytes, "the config again");
        if (!again.DiffIds.SequenceEqual([Added]) || again.Platform != config.Platform)
            throw new FindingException("the flat config has other diff IDs or another platform");
        var differences = new Squash.ConfigComparison(0, 1).Differences(input, flat.Bytes).ToList();
        if (differences.Count > 0)
            throw new FindingException($"the flat config: {string.Join("; ", differences)}");
        LayerSteps.Of(config);
        ExecutionParameters.Of(config);
    }

    private static void Same(byte[] first, byte[] second)
    {
        if (!first.AsSpan().SequenceEqual(second))
            throw new FindingException("written again, the JSON is another");
    }

    /// <summary>An archive in which only this file is the fuzzer's.</summary>
    private void Open(string name, byte[] input)
    {
        var path = Path.Combine(_folder, "archive.tar");
        var archive = new ArchiveBuilder().File(name, input).File("config.json", TestImages.Config(TestImages.Layers))
            .File("l0", TestImages.Layers[0].Tar).File("l0/json", input).File("l0/layer.tar", TestImages.Layers[0].Tar);
        File.WriteAllBytes(path, (name == "oci-layout" ? archive.File(OciLayout.IndexName, TestImages.Index()) : archive).ToArray());
        using var file = File.OpenHandle(path);
        Refusal.Of(() => ImageArchive.Open(file, _folder).Dispose());
    }
}
