using Microsoft.Win32.SafeHandles;
using Squash.Archives;
using Squash.Blobs;
using Squash.Merging;

namespace Squash;

/// <summary>Squashes every image of one archive into one layer each (rules A1 to A4).</summary>
public sealed class Squasher(SquashOptions options)
{
    private const int WriteBufferBytes = 1 << 17;
    private readonly Dictionary<string, (FlatLayer Layer, MergeSummary Summary)> _layers = [];
    private readonly List<string> _warnings = [];

    /// <summary>
    /// Reads <paramref name="source"/> and writes the flat archive to <paramref name="target"/>, which must be empty and
    /// able to seek. The same input gives the same bytes.
    /// </summary>
    /// <exception cref="InvalidDataException">The archive is malformed, hostile or fails a digest.</exception>
    /// <exception cref="NotSupportedException">The archive is legal but not supported.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public SquashReport Squash(
        SafeFileHandle source,
        Stream target,
        IProgress<SquashProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var archive = ImageArchive.Open(source, options.ScratchDirectory, cancellationToken);
        _warnings.AddRange(archive.Warnings);
        var images = archive.Roots.SelectMany(root => root.Images).DistinctBy(Stack);
        var meter = new ProgressMeter(progress, images.Sum(image => image.Layers.Sum(BytesToRead)));
        var writer = new FlatArchiveWriter(target);
        var roots = new List<FlatRoot>();
        foreach (var root in archive.Roots)
            roots.Add(new FlatRoot(root, [.. root.Images.Select(image => Flatten(image, writer, meter, cancellationToken))]));
        writer.Seal(roots);
        return new SquashReport(
            [.. roots.SelectMany(root => root.Images.Select(image => Describe(root, image)))],
            RandomAccess.GetLength(source),
            target.Position,
            _warnings);
    }

    private FlatImage Flatten(
        ArchivedImage image, FlatArchiveWriter writer, ProgressMeter meter, CancellationToken cancellationToken)
    {
        if (image.Layers.Count == 0)
            return new FlatImage(image, image.Config, []);
        if (!_layers.TryGetValue(Stack(image), out var merged))
            _layers[Stack(image)] = merged = Merge(image, writer, meter, cancellationToken);
        var comment = image.Layers.Count == 1 ? "squashed 1 layer" : $"squashed {image.Layers.Count} layers";
        return new FlatImage(image, image.Config.Flatten(merged.Layer.DiffId, comment), [merged.Layer]);
    }

    private (FlatLayer, MergeSummary) Merge(
        ArchivedImage image, FlatArchiveWriter writer, ProgressMeter meter, CancellationToken cancellationToken)
    {
        // Planning skips what is not compressed; only what it reads of compressed layers counts.
        var plan = new MergePlanner([.. image.Layers.Select<LayerBlob, Func<Stream>>(
            layer => () => layer.Open(layer.Compression == Compression.None ? null : meter.Add))]).Plan(cancellationToken);
        _warnings.AddRange(plan.Warnings);
        var layers = image.Layers.Select<LayerBlob, Func<Stream>>(
            layer => () => options.Verify ? layer.OpenVerified(meter.Add) : layer.Open(meter.Add));
        var summary = default(MergeSummary);
        var flat = writer.WriteLayer(target =>
        {
            using var buffered = new BufferedStream(target, WriteBufferBytes);
            summary = new LayerMerger(plan, [.. layers]).Merge(buffered, cancellationToken);
        });
        return (flat, summary);
    }

    private SquashedImage Describe(FlatRoot root, FlatImage image)
    {
        var entries = image.Layers.Count == 0 ? 0 : _layers[Stack(image.Original)].Summary.Entries;
        return new SquashedImage(
            [.. root.Original.Names.Select(name => Text.Printable.Text(name.RepoTag ?? name.RefName))],
            image.Config.Platform.ToString(),
            image.ImageId.ToString(),
            image.Descriptor.Digest.ToString(),
            image.Layers.Count == 0 ? null : image.Layers[^1].DiffId.ToString(),
            image.Original.Layers.Count,
            image.Layers.Count == 0 ? 0 : image.Layers[^1].Descriptor.Size,
            entries);
    }

    /// <summary>What makes two images' layers the same: an identical list is squashed once (A1).</summary>
    private static string Stack(ArchivedImage image) => string.Join(' ', image.Layers.Select(layer => layer.DiffId));

    private static long BytesToRead(LayerBlob layer) =>
        layer.Compression == Compression.None ? layer.Blob.Length : 2 * layer.Blob.Length;
}
