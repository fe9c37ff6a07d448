using Squash.Blobs;
using Squash.Images;

namespace Squash.Archives;

/// <summary>One image of one platform in an archive.</summary>
/// <param name="Config">Its config.</param>
/// <param name="Layers">Its layers, bottom first.</param>
public sealed record ArchivedImage(ImageConfig Config, IReadOnlyList<LayerBlob> Layers)
{
    /// <summary>Annotations of its manifest.</summary>
    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>The artifact type of its manifest; null for most.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Annotations of the descriptor that refers to it, without names.</summary>
    public Annotations DescriptorAnnotations { get; init; } = Annotations.None;

    /// <summary>The platform as the descriptor states it, if it does.</summary>
    public Platform? StatedPlatform { get; init; }

    /// <summary>The platform, as it is stated or as the config has it.</summary>
    public Platform Platform => StatedPlatform ?? Config.Platform;

    /// <summary>Whether an entry of manifest.json says all of it.</summary>
    public bool FitsDockerManifest => ArtifactType is null
        && Annotations.Items.Count == 0 && DescriptorAnnotations.Items.Count == 0 && Platform == Config.Platform;

    /// <summary>Whether its config or its descriptor is for OS, OS/ARCH or OS/ARCH/VARIANT; what is left out may be any.</summary>
    public bool IsFor(string platform) => new[] { Config.Platform, StatedPlatform }.Any(
        known => known is not null && $"{known}/".StartsWith($"{platform}/", StringComparison.Ordinal));
}
