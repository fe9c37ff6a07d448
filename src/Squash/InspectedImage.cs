namespace Squash;

/// <summary>One image (of one platform) of an archive.</summary>
/// <param name="Names">Its names, as the archive writes them; empty if it has none.</param>
/// <param name="ImageId">Digest of its config: the image ID in docker and podman.</param>
/// <param name="Platform">OS/ARCH[/VARIANT].</param>
/// <param name="Config">What a container of it starts with.</param>
/// <param name="Layers">Its layers, bottom first.</param>
/// <param name="Totals">Sums over the layers.</param>
/// <param name="Disk">What it takes where layers are stored, and what squashing saves.</param>
/// <param name="WastedPaths">The largest of what upper layers overwrite or delete, at most 20, largest first.</param>
public sealed record InspectedImage(
    IReadOnlyList<string> Names,
    string ImageId,
    string Platform,
    InspectedConfig Config,
    IReadOnlyList<InspectedLayer> Layers,
    InspectedTotals Totals,
    DiskCost Disk,
    IReadOnlyList<WastedPath> WastedPaths);
