using System.Security.Cryptography;
using Squash.Blobs;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>
/// Archives of docker before 1.10, which have neither manifest.json nor index.json: a folder for each layer with its
/// json, which names the one below, and perhaps a file that names the top ones (docker image spec v1).
/// </summary>
internal static class LegacyLayout
{
    private const string RepositoriesName = "repositories";
    private const string JsonName = "/json";

    /// <summary>The images; what is no image archive at all is refused in its own sentence.</summary>
    public static IReadOnlyList<ArchivedRoot> Read(OuterArchive archive)
    {
        var ids = archive.Names.Where(name => name.EndsWith(JsonName, StringComparison.Ordinal))
            .Select(name => name[..^JsonName.Length]).Order(StringComparer.Ordinal).ToList();
        if (ids.Count == 0 || archive.Find($"{ids[0]}/layer.tar") is null)
        {
            throw new InvalidDataException(archive.Names.Any()
                ? "it is a tar, but no image archive: neither manifest.json nor index.json is in it (docker save and podman save write them; docker export does not)"
                : "it is an empty archive");
        }
        var layers = ids.ToDictionary(id => id, id => LegacyLayer.Read(archive, id), StringComparer.Ordinal);
        var names = ReadNames(archive);
        var parents = layers.Values.Select(layer => layer.Parent).ToHashSet(StringComparer.Ordinal);
        string[] tops = [.. names.Count > 0 ? names.Keys : (IEnumerable<string>)ids.Where(id => !parents.Contains(id))];
        if (tops.Length > ImageLimits.Images)
            throw new InvalidDataException($"the archive has more than {ImageLimits.Images} images");
        var diffIds = new Dictionary<Blob, Digest>();
        return
        [
            .. tops.Select(top => ReadImage(archive, Chain(layers, top), diffIds) with { Names = names.GetValueOrDefault(top, []) }),
        ];
    }

    /// <summary>Names by the ID of the top layer, in the order of the file.</summary>
    private static Dictionary<string, List<ArchivedName>> ReadNames(OuterArchive archive)
    {
        var names = new Dictionary<string, List<ArchivedName>>(StringComparer.Ordinal);
        if (archive.Find(RepositoriesName) is not { } blob)
            return names;
        using var document = JsonText.Parse(archive.ReadJson(blob, RepositoriesName), RepositoriesName);
        foreach (var (repository, tag, id) in JsonMember.Pairs(document.RootElement, RepositoriesName))
        {
            archive.Budget.TakeImageNames(1);
            if (!names.TryGetValue(id, out var list))
                names[id] = list = [];
            list.Add(ArchivedName.OfRepoTag($"{repository}:{tag}"));
        }
        return names;
    }

    /// <summary>The layers of an image, bottom first.</summary>
    private static List<LegacyLayer> Chain(Dictionary<string, LegacyLayer> layers, string top)
    {
        var chain = new List<LegacyLayer>();
        var id = top;
        do
        {
            if (!layers.TryGetValue(id, out var layer))
                throw new InvalidDataException($"the layer {Printable.Text(id)} is not in the archive");
            if (chain.Count == ImageLimits.Layers)
                throw new InvalidDataException($"an image has more than {ImageLimits.Layers} layers, or they lead in a circle");
            chain.Add(layer);
            id = layer.Parent;
        }
        while (id.Length > 0);
        chain.Reverse();
        return chain;
    }

    private static ArchivedRoot ReadImage(OuterArchive archive, List<LegacyLayer> chain, Dictionary<Blob, Digest> known)
    {
        var name = $"the image {Printable.Text(chain[^1].Id)}";
        var blobs = chain.Select(layer => archive.Find($"{layer.Id}/layer.tar") ?? throw new InvalidDataException(
            $"{Printable.Text(layer.Id)}/layer.tar is not in the archive")).ToList();
        var diffIds = blobs.Select((blob, at) => DiffId(blob, $"layer {Printable.Text(chain[at].Id)}", known)).ToList();
        var config = LegacyLayer.ToConfig(chain, diffIds);
        archive.Budget.TakeJson(config.Length);
        return new ArchivedRoot
        {
            Names = [],
            Images = [ArchivedImages.Join(
                archive, ImageConfig.Parse(config, name), [.. blobs.Select(blob => (blob, (Digest?)null))], name)],
        };
    }

    /// <summary>These archives state no digest of a layer, so it is made here; once, however many images have it.</summary>
    private static Digest DiffId(Blob blob, string name, Dictionary<Blob, Digest> known)
    {
        if (known.TryGetValue(blob, out var diffId))
            return diffId;
        using var plain = blob.Expand(Codec.Detect(blob), blob.Open(), name);
        return known[blob] = Digest.FromSha256(SHA256.HashData(plain));
    }
}
