using Squash.Images;

namespace Squash.Archives;

/// <summary>An image of the flat archive: what it was, and what became of it.</summary>
/// <param name="Original">The image that was squashed.</param>
/// <param name="Config">Its new config.</param>
/// <param name="Layers">Its layers, bottom first; none if the original has none.</param>
public sealed record FlatImage(ArchivedImage Original, ImageConfig Config, IReadOnlyList<FlatLayer> Layers)
{
    /// <summary>Digest of the config: the image ID.</summary>
    public Digest ImageId => Config.Digest;

    /// <summary>The manifest's bytes; the same for the same image.</summary>
    public byte[] Manifest { get; } = new ImageManifest(
        MediaType.OciManifest,
        Descriptor.Of(MediaType.OciConfig, Config.Bytes),
        [.. Layers.Select(layer => layer.Descriptor)])
    {
        Annotations = Original.Annotations,
        ArtifactType = Original.ArtifactType,
    }.ToBytes();

    /// <summary>The descriptor of the manifest.</summary>
    public Descriptor Descriptor => Descriptor.Of(MediaType.OciManifest, Manifest) with
    {
        Annotations = Original.DescriptorAnnotations,
        Platform = Original.StatedPlatform,
    };
}
