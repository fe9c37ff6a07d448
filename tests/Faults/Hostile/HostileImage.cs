using System.Security.Cryptography;
using System.Text;

namespace Faults.Hostile;

/// <summary>Image archives around what is hostile.</summary>
internal static class HostileImage
{
    /// <summary>A layer that is good.</summary>
    public static HostileLayer Good { get; } = new(tar => tar.Header(new RawEntry("etc/") { Type = '5' }).File("etc/a", "one"));

    /// <summary>An archive like docker's of layers, bottom first.</summary>
    public static HostileArchive Of(string name, params HostileLayer[] layers) => HostileArchive.Of(name, tar => Add(tar, layers));

    /// <summary>The same of one layer.</summary>
    public static HostileArchive OfLayer(string name, Action<RawTar> add) => Of(name, new HostileLayer(add));

    /// <summary>Adds layers, the config and the manifest.</summary>
    public static void Add(RawTar tar, params HostileLayer[] layers)
    {
        var ids = new List<string>();
        foreach (var (at, layer) in layers.Index())
            ids.Add(AddLayer(tar, $"l{at}", layer));
        tar.File("c.json", Config(ids)).File("manifest.json", Manifest("c.json", [.. ids.Select((_, at) => $"l{at}")]));
    }

    /// <summary>Adds a layer under a name; its diff ID.</summary>
    public static string AddLayer(RawTar tar, string name, HostileLayer layer)
    {
        if (layer.Packed is { } packed)
        {
            tar.File(name, packed);
            return new string('0', 64);
        }
        var (hex, length) = layer.Measure();
        tar.Header(new RawEntry(name) { Size = length, Change = RawTar.Base256Size(length) }).Layer(layer);
        return hex;
    }

    /// <summary>A config with diff IDs, and more members at its end.</summary>
    public static string Config(IEnumerable<string> diffIds, string more = "") =>
        $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[{{Join(diffIds.Select(id => $"sha256:{id}"))}}]}{{more}}}""";

    /// <summary>A manifest.json with one image.</summary>
    public static string Manifest(string config, params string[] layers) => $"[{Entry(config, layers)}]";

    /// <summary>One image of a manifest.json.</summary>
    public static string Entry(string config, params string[] layers) =>
        $$"""{"Config":"{{config}}","RepoTags":["app:1"],"Layers":[{{Join(layers)}}]}""";

    /// <summary>Adds a blob under its digest; a descriptor of it, to which members may be added.</summary>
    public static string AddBlob(RawTar tar, string content, string type, string more = "")
    {
        var hex = Hex(Encoding.Latin1.GetBytes(content));
        tar.File($"blobs/sha256/{hex}", content);
        return Descriptor(type, hex, content.Length, more);
    }

    /// <summary>A descriptor.</summary>
    public static string Descriptor(string type, string hex, long size, string more = "") =>
        $$"""{"mediaType":"application/vnd.oci.image.{{type}}","digest":"sha256:{{hex}}","size":{{size}}{{more}}}""";

    /// <summary>An index of descriptors.</summary>
    public static string Index(params string[] descriptors) => $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', descriptors)}}]}""";

    /// <summary>A good image in an OCI layout; its descriptor.</summary>
    public static string AddGood(RawTar tar, string config = "")
    {
        var plain = Good.Plain();
        var layer = AddBlob(tar, Encoding.Latin1.GetString(plain), "layer.v1.tar");
        var described = AddBlob(tar, config.Length > 0 ? config : Config([Hex(plain)]), "config.v1+json");
        return AddBlob(tar, $$"""{"schemaVersion":2,"config":{{described}},"layers":[{{layer}}]}""", "manifest.v1+json");
    }

    /// <summary>The sha256 of bytes.</summary>
    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Join(IEnumerable<string> texts) => string.Join(',', texts.Select(text => $"\"{text}\""));
}
