using Microsoft.Win32.SafeHandles;
using Squash.Archives;
using Squash.Blobs;
using Squash.Images;
using Squash.Inspecting;
using Squash.Text;

namespace Squash;

/// <summary>
/// Says what an archive holds, what its layers waste and what it takes on a disk, layered and squashed. A description
/// of each path of one image is kept in memory.
/// </summary>
public sealed class Inspector(string scratchDirectory)
{
    private readonly Dictionary<string, StackCost> _costs = [];

    /// <summary>
    /// Reads every layer to its end and verifies it; <paramref name="platform"/> (OS/ARCH[/VARIANT]) picks images.
    /// </summary>
    /// <exception cref="InvalidDataException">The archive is malformed, hostile or fails a digest.</exception>
    /// <exception cref="NotSupportedException">The archive is legal but not supported.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public InspectReport Inspect(
        SafeFileHandle source,
        string? platform = null,
        IProgress<SquashProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var archive = ImageArchive.Open(source, scratchDirectory, cancellationToken);
        var all = archive.Roots.SelectMany(root => root.Images.Select(image => (Root: root, Image: image))).ToList();
        var chosen = all.Where(item => platform is null || item.Image.IsFor(platform)).ToList();
        var meter = new ProgressMeter(progress, chosen.Select(item => item.Image).DistinctBy(Stack)
            .Sum(image => image.Layers.Sum(layer => layer.Blob.Length)));
        return new InspectReport(
            Blob.Whole(source).Length,
            [.. all.Select(item => item.Image.Config.Platform.ToString()).Distinct()],
            [.. chosen.Select(item => Describe(item.Root, item.Image, Cost(item.Image, meter, cancellationToken)))],
            archive.Warnings);
    }

    private StackCost Cost(ArchivedImage image, ProgressMeter meter, CancellationToken cancellationToken)
    {
        if (_costs.TryGetValue(Stack(image), out var known))
            return known;
        // Data is skipped in one call, however large it is: here is where an interruption is noticed.
        void Count(long bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            meter.Add(bytes);
        }

        using var crew = new Crew();
        return _costs[Stack(image)] = new StackInspector().Inspect(
            image.Layers.Select<LayerBlob, Func<Stream>>(layer => () => layer.OpenVerified(crew, Count)), cancellationToken);
    }

    private static InspectedImage Describe(ArchivedRoot root, ArchivedImage image, StackCost cost)
    {
        var layers = Layers(image, cost);
        return new InspectedImage(
            [.. root.Names.Select(name => Printable.Text(name.RepoTag ?? name.RefName))],
            image.Config.Digest.ToString(),
            image.Config.Platform.ToString(),
            InspectedConfig.Of(ExecutionParameters.Of(image.Config)),
            layers,
            new InspectedTotals(
                layers.Count,
                layers.Sum(layer => layer.BlobBytes),
                layers.Sum(layer => layer.PlainBytes),
                layers.Sum(layer => layer.Entries),
                layers.Sum(layer => layer.ContentBytes),
                layers.Sum(layer => layer.WastedBytes)),
            new DiskCost(
                layers.Sum(layer => layer.OwnDiskBytes),
                layers.Sum(layer => layer.TreeDiskBytes),
                layers.Count == 0 ? 0 : layers[^1].TreeDiskBytes),
            [.. cost.Largest.Select(waste => new WastedPath(
                Printable.Text(waste.Path.ToArray()), waste.Bytes, waste.AddedBy, waste.RemovedBy, waste.IsReplaced))]);
    }

    private static IReadOnlyList<InspectedLayer> Layers(ArchivedImage image, StackCost cost)
    {
        var steps = LayerSteps.Of(image.Config);
        return
        [
            .. image.Layers.Zip(cost.Layers).Select((pair, index) => new InspectedLayer(
                index + 1,
                pair.First.DiffId.ToString(),
                Printable.Text(OnOneLine(steps.ElementAtOrDefault(index) ?? "")),
                pair.First.Compression.ToString().ToLowerInvariant(),
                pair.First.Blob.Length,
                pair.Second.PlainBytes,
                pair.Second.Entries,
                pair.Second.ContentBytes,
                pair.Second.WastedBytes,
                pair.Second.OwnSpace,
                pair.Second.TreeSpace)),
        ];
    }

    /// <summary>Steps of a recipe are broken and indented there; what they ran is not.</summary>
    private static string OnOneLine(string step) =>
        string.Join(' ', step.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What makes two images' layers the same: an identical list is read once.</summary>
    private static string Stack(ArchivedImage image) => string.Join(' ', image.Layers.Select(layer => layer.DiffId));
}
