namespace Squash;

/// <summary>One image (of one platform) of the flat archive.</summary>
/// <param name="Names">The names it is loaded under, as the original archive wrote them; empty if it has none.</param>
/// <param name="Platform">OS/ARCH[/VARIANT] of its config.</param>
/// <param name="ImageId">Digest of its config: the image ID in docker and podman.</param>
/// <param name="ManifestDigest">Digest of its manifest: the image ID in containerd.</param>
/// <param name="DiffId">Digest of the new layer; null if there is none.</param>
/// <param name="LayersBefore">How many layers the original has.</param>
/// <param name="LayerBytes">Size of the new layer in the archive.</param>
/// <param name="Entries">Entries of the new layer.</param>
/// <param name="LayersKept">How many of the original's layers stand below it as they were.</param>
public sealed record SquashedImage(
    IReadOnlyList<string> Names,
    string Platform,
    string ImageId,
    string ManifestDigest,
    string? DiffId,
    int LayersBefore,
    long LayerBytes,
    long Entries,
    int LayersKept);
