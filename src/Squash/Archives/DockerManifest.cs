using System.Text.Json;
using Squash.Blobs;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>Reads manifest.json, docker's list of images (docker save since 1.10, podman's docker-archive).</summary>
internal static class DockerManifest
{
    /// <summary>Its name.</summary>
    public const string Name = "manifest.json";

    /// <summary>The images that it lists, with the digests of their configs.</summary>
    public static IReadOnlyList<(Digest Config, ArchivedRoot Root)> Read(OuterArchive archive, Blob manifest)
    {
        using var document = JsonText.Parse(archive.ReadJson(manifest, Name), Name);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{Name} is not a list");
        if (document.RootElement.GetArrayLength() > ImageLimits.Images)
            throw new InvalidDataException($"{Name} lists more than {ImageLimits.Images} images");
        return [.. document.RootElement.EnumerateArray().Select(entry => ReadImage(archive, entry))];
    }

    private static (Digest, ArchivedRoot) ReadImage(OuterArchive archive, JsonElement entry)
    {
        var configPath = JsonMember.Text(entry, "Config") ?? throw new InvalidDataException($"an image in {Name} has no Config");
        var name = $"the image of {Printable.Text(configPath)}";
        var configBlob = Find(archive, configPath);
        var config = ArchivedImages.ReadConfig(archive, configBlob, DigestOf(configPath, ".json"), Printable.Text(configPath));
        var layers = JsonMember.Texts(entry, "Layers") ?? [];
        if (layers.Count > ImageLimits.Layers)
            throw new InvalidDataException($"{name} has more than {ImageLimits.Layers} layers");
        var tags = JsonMember.Texts(entry, "RepoTags") ?? [];
        archive.Budget.TakeImageNames(tags.Count);
        var root = new ArchivedRoot
        {
            Names = [.. tags.Distinct().Select(ArchivedName.OfRepoTag)],
            Images = [ArchivedImages.Join(
                archive, config, [.. layers.Select(path => (Find(archive, path), DigestOf(path, "")))], name)],
        };
        return (config.Digest, root);
    }

    private static Blob Find(OuterArchive archive, string path) =>
        archive.Find(path) ?? throw new InvalidDataException(
            $"{Printable.Text(path)}, which {Name} names, is not in the archive");

    /// <summary>The digest that a path promises: <c>blobs/sha256/HEX</c>, or <c>HEX.json</c> for a config.</summary>
    private static Digest? DigestOf(string path, string suffix)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isBlob = path.StartsWith("blobs/sha256/", StringComparison.Ordinal);
        if (!isBlob && (suffix.Length == 0 || !name.EndsWith(suffix, StringComparison.Ordinal)))
            return null;
        return Digest.TryParseSha256Hex(isBlob ? name : name[..^suffix.Length], out var digest) ? digest : null;
    }
}
