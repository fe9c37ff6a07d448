using Squash.Images;

namespace Squash.Archives;

/// <summary>The files by which docker and podman load a docker archive; they point into the blobs.</summary>
internal static class DockerFiles
{
    /// <summary>manifest.json: one image for each root, under the names as they were typed.</summary>
    public static byte[] Manifest(IReadOnlyList<FlatRoot> roots, Func<FlatImage, string> configName) => JsonBytes.Of(json =>
    {
        json.WriteStartArray();
        foreach (var (root, tags) in Tagged(roots))
        {
            json.WriteStartObject();
            json.WriteString("Config", configName(root.Main));
            json.WritePropertyName("RepoTags");
            if (tags.Count == 0)
                json.WriteNullValue();
            else
                json.WriteStartArray();
            foreach (var tag in tags)
                json.WriteStringValue(tag);
            if (tags.Count > 0)
                json.WriteEndArray();
            json.WriteStartArray("Layers");
            foreach (var layer in root.Main.Layers)
                json.WriteStringValue(layer.Path);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>repositories: name, tag and top layer, as docker writes it since 25; null if no image has a tag.</summary>
    public static byte[]? Repositories(IReadOnlyList<FlatRoot> roots)
    {
        var repositories = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (root, names) in Tagged(roots))
        {
            foreach (var name in names)
            {
                var (repository, tag) = ImageName.Split(name);
                if (tag.Length == 0 || root.Main.Layers.Count == 0)
                    continue;
                if (!repositories.TryGetValue(repository, out var tags))
                    repositories[repository] = tags = new(StringComparer.Ordinal);
                tags[tag] = root.Main.Layers[^1].DiffId.Hex;
            }
        }
        return repositories.Count == 0 ? null : JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            foreach (var (repository, tags) in repositories)
            {
                json.WriteStartObject(repository);
                foreach (var (tag, layer) in tags)
                    json.WriteString(tag, layer);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        });
    }

    /// <summary>Every tag once, at its first root: one that is there twice would move to the last that is loaded.</summary>
    private static IEnumerable<(FlatRoot Root, List<string> Tags)> Tagged(IReadOnlyList<FlatRoot> roots)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        return roots.Select(root => (root, root.Original.Names.Select(name => name.RepoTag).OfType<string>().Where(given.Add).ToList()));
    }
}
