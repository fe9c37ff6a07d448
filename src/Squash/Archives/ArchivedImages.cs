using Squash.Blobs;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>Makes images of configs and layers, and refuses what is none that we can squash (FLATTEN-RULES 6).</summary>
internal static class ArchivedImages
{
    /// <summary>Joins a config and its layers' blobs.</summary>
    public static ArchivedImage Join(
        OuterArchive archive, ImageConfig config, IReadOnlyList<(Blob Blob, Digest? Digest)> layers, string name)
    {
        if (config.Platform.Os == "windows")
            throw new NotSupportedException(
                $"{name} is a Windows image, whose layers are laid out differently; only Linux images can be squashed");
        if (config.DiffIds.Count != layers.Count)
            throw new InvalidDataException(
                $"{name} has {layers.Count} layers, but its config has {config.DiffIds.Count} diff IDs");
        archive.Budget.TakeLayers(layers.Count);
        return new ArchivedImage(config, [.. layers.Select((layer, i) => new LayerBlob(
            layer.Blob, layer.Digest, config.DiffIds[i], $"layer {i + 1} of {name}"))]);
    }

    /// <summary>Reads a config and checks its digest.</summary>
    public static ImageConfig ReadConfig(OuterArchive archive, Blob blob, Digest? digest, string name)
    {
        var bytes = archive.ReadJson(blob, name);
        if (digest is { } expected && !expected.MatchesContent(bytes))
            throw new InvalidDataException($"{name} does not have its digest {expected}; the archive is damaged");
        return ImageConfig.Parse(bytes, name);
    }

    /// <summary>Refuses a layer that we cannot read.</summary>
    public static void CheckLayer(Descriptor layer, string name)
    {
        if (MediaType.IsEncrypted(layer.MediaType))
            throw new NotSupportedException($"{name} has encrypted layers; decrypt the image first");
        if (!MediaType.IsLayer(layer.MediaType))
            throw new NotSupportedException(
                $"{name} has a layer of the type {Printable.Text(layer.MediaType)}, which is no file system layer");
    }
}
