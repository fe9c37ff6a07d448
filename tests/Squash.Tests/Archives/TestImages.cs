using System.IO.Compression;
using System.Text;

namespace Squash.Tests.Archives;

/// <summary>Small images in every form that engines write them in (FLATTEN-RULES 6.2).</summary>
internal static class TestImages
{
    public static IReadOnlyList<TestLayer> Layers { get; } =
    [
        TestLayer.Of("d etc, f etc/a=one, h etc/b->etc/a, f etc/gone=x"),
        TestLayer.Of("d etc, f etc/a=two, w etc/gone"),
        TestLayer.Of("d etc, f etc/a=two, w etc/gone"),
        TestLayer.Of("d srv [0700 5:6], l srv/link->../etc/a"),
    ];

    public static byte[] Config(IEnumerable<TestLayer> layers, string architecture = "amd64") => Encoding.UTF8.GetBytes($$"""
        { "architecture":"{{architecture}}", "os":"linux", "config":{"Env":["A=<1> & ü"],"Unknown":1.0e5},
          "created":"2020-01-02T03:04:05.678Z", "x-unknown" : [ 1 , {"a":null} ],
          "history":[{"created_by":"one"},{"created_by":"none","empty_layer":true},{}],
          "rootfs":{"diff_ids":[{{string.Join(", ", layers.Select(layer => $"\"sha256:{layer.DiffId}\""))}}],"type":"layers"} }
        """);

    /// <summary>docker before 25: a folder a layer, a repeated layer is a link.</summary>
    public static ArchiveBuilder DockerLegacy()
    {
        var config = Config(Layers);
        return new ArchiveBuilder()
            .File("l0/layer.tar", Layers[0].Tar).File("l0/VERSION", "1.0").File("l0/json", "{}")
            .File("l1/layer.tar", Layers[1].Tar).Link("l2/layer.tar", "../l1/layer.tar").File("l3/layer.tar", Layers[3].Tar)
            .File($"{TestLayer.Sha(config)}.json", config)
            .File("manifest.json", Manifest($"{TestLayer.Sha(config)}.json", "\"app:1\",\"registry:5000/x/app:2\"", "l0/layer.tar", "l1/layer.tar", "l2/layer.tar", "l3/layer.tar"))
            .File("repositories", """{"app":{"1":"l3"}}""");
    }

    /// <summary>podman's docker-archive: layers by diff ID, a repeated one is a link.</summary>
    public static ArchiveBuilder PodmanDocker()
    {
        var config = Config(Layers);
        var archive = new ArchiveBuilder();
        foreach (var layer in Layers.DistinctBy(layer => layer.DiffId))
            archive.File($"{layer.DiffId}.tar", layer.Tar).Link($"{layer.DiffId}x/layer.tar", $"../{layer.DiffId}.tar");
        return archive.File($"{TestLayer.Sha(config)}.json", config).File("manifest.json", Manifest(
            $"{TestLayer.Sha(config)}.json", "\"localhost/app:1\"", [.. Layers.Select(layer => $"{layer.DiffId}.tar")]));
    }

    /// <summary>The least that an engine loads, of these layers.</summary>
    public static ArchiveBuilder Plain(params string[] texts)
    {
        TestLayer[] layers = [.. texts.Select(TestLayer.Of)];
        string[] names = [.. layers.Select((_, at) => $"{at}.tar")];
        var archive = new ArchiveBuilder().File("c.json", Config(layers)).File("manifest.json", Manifest("c.json", "", names));
        foreach (var (name, layer) in names.Zip(layers))
            archive.File(name, layer.Tar);
        return archive;
    }

    /// <summary>docker from 25 on: an OCI layout with manifest.json, one descriptor for each tag, tag-only ref names.</summary>
    public static ArchiveBuilder DockerHybrid()
    {
        var archive = new ArchiveBuilder();
        var config = Config(Layers);
        var (manifest, size) = OciManifest(archive, config, Layers, layer => layer.Tar, "tar");
        archive.Blob("""{"id":"stale"}"""u8.ToArray());
        return archive
            .File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""")
            .File("index.json", Index(
                Named(manifest, size, "docker.io/library/app:1", "1"), Named(manifest, size, "docker.io/library/app:2", "2")))
            .File("manifest.json", Manifest(
                $"blobs/sha256/{TestLayer.Sha(config)}", "\"app:1\",\"app:2\"", [.. Layers.Select(layer => $"blobs/sha256/{layer.DiffId}")]));
    }

    /// <summary>podman's and skopeo's oci-archive: gzip layers, the whole reference as ref.name.</summary>
    public static ArchiveBuilder OciArchive()
    {
        var archive = new ArchiveBuilder();
        var (manifest, size) = OciManifest(archive, Config(Layers), Layers, layer => Gzip(layer.Tar), "tar+gzip");
        return archive.File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""").File("index.json", Index(
            $$$"""{{{Descriptor(manifest, size)}}},"annotations":{"org.opencontainers.image.ref.name":"localhost/app:1","keep":"me"}}"""));
    }

    /// <summary>An OCI layout with annotations of the manifest, and members of its descriptor and of index.json.</summary>
    public static ArchiveBuilder OciArchive(string manifest, string descriptor, string index)
    {
        var archive = new ArchiveBuilder();
        var (digest, size) = OciManifest(
            archive, Config(Layers), Layers, layer => layer.Tar, "tar", manifest);
        return archive.File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""").File(
            "index.json", $$"""{"manifests":[{{Descriptor(digest, size)}}{{descriptor}}}]{{index}}}""");
    }

    /// <summary>containerd's store: platforms in a nested index, an attestation, a platform that was not pulled.</summary>
    public static ArchiveBuilder ContainerdStore()
    {
        var archive = new ArchiveBuilder();
        var (amd, amdSize) = OciManifest(archive, Config(Layers), Layers, layer => Gzip(layer.Tar), "tar+gzip");
        var (arm, armSize) = OciManifest(archive, Config(Layers.Take(2), "arm64"), Layers.Take(2), layer => layer.Tar, "tar");
        var absent = TestLayer.Sha([1]);
        var index = Encoding.UTF8.GetBytes(Index(
            $$$"""{{{Descriptor(amd, amdSize)}}},"platform":{"architecture":"amd64","os":"linux"},"annotations":{"on":"manifest"}}""",
            $$$"""{{{Descriptor(arm, armSize)}}},"platform":{"architecture":"arm64","os":"linux","variant":"v8"}}""",
            $$$"""{{{Descriptor($"sha256:{absent}", 5)}}},"platform":{"architecture":"s390x","os":"linux"}}""",
            $$$"""{{{Descriptor(amd, amdSize)}}},"platform":{"architecture":"unknown","os":"unknown"},"annotations":{"vnd.docker.reference.type":"attestation-manifest"}}"""));
        var digest = archive.Blob(index);
        return archive.File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""").File("index.json", Index(
            $$$"""{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{{digest}}}","size":{{{index.Length}}},"annotations":{"io.containerd.image.name":"docker.io/library/app:1","org.opencontainers.image.ref.name":"1"}}"""));
    }

    public static (string Digest, int Size) OciManifest(
        ArchiveBuilder archive, byte[] config, IEnumerable<TestLayer> layers, Func<TestLayer, byte[]> pack, string suffix,
        string annotations = "\"made\":\"by hand\"")
    {
        var descriptors = layers.Select(layer => pack(layer)).Select(blob =>
            $$"""{"mediaType":"application/vnd.oci.image.layer.v1.{{suffix}}","digest":"{{archive.Blob(blob)}}","size":{{blob.Length}}}""").ToList();
        var manifest = Encoding.UTF8.GetBytes($$$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{archive.Blob(config)}}}","size":{{{config.Length}}}},"layers":[{{{string.Join(',', descriptors)}}}],"annotations":{{{{annotations}}}}}
            """);
        return (archive.Blob(manifest), manifest.Length);
    }

    public static string Manifest(string config, string tags, params string[] layers) =>
        $$"""[{"Config":"{{config}}","RepoTags":[{{tags}}],"Layers":[{{string.Join(',', layers.Select(layer => $"\"{layer}\""))}}]}]""";

    public static string Index(params string[] manifests) =>
        $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', manifests)}}]}""";

    public static string Descriptor(string digest, int size) =>
        $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{digest}}","size":{{size}}""";

    public static string Named(string digest, int size, string full, string tag) =>
        $$$$"""{{{{Descriptor(digest, size)}}}},"annotations":{"io.containerd.image.name":"{{{{full}}}}","org.opencontainers.image.ref.name":"{{{{tag}}}}"}}""";

    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }
}
