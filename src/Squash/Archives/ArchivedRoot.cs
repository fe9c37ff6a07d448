using Squash.Images;

namespace Squash.Archives;

/// <summary>What one name of an archive stands for: an image, or an index of images for several platforms.</summary>
public sealed record ArchivedRoot
{
    /// <summary>Its names; empty if it has none.</summary>
    public required IReadOnlyList<ArchivedName> Names { get; init; }

    /// <summary>Its images, in the order of the index.</summary>
    public required IReadOnlyList<ArchivedImage> Images { get; init; }

    /// <summary>Whether it is an index.</summary>
    public bool IsIndex { get; init; }

    /// <summary>Annotations of the index.</summary>
    public Annotations IndexAnnotations { get; init; } = Annotations.None;

    /// <summary>The artifact type of the index; null for most.</summary>
    public string? IndexArtifactType { get; init; }

    /// <summary>Annotations of the descriptor in index.json, without names.</summary>
    public Annotations DescriptorAnnotations { get; init; } = Annotations.None;

    /// <summary>Whether an entry of manifest.json says all of it.</summary>
    public bool FitsDockerManifest => !IsIndex && DescriptorAnnotations.Items.Count == 0
        && Names.All(name => name.RepoTag is not null) && Images.All(image => image.FitsDockerManifest);

    /// <summary>Digest of what index.json refers to; null for what only manifest.json lists.</summary>
    public Digest? Digest { get; init; }
}
