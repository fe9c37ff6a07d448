using Microsoft.Win32.SafeHandles;
using Squash.Archives;
using Squash.Blobs;
using Squash.Merging;
using Squash.Tar;

namespace Squash;

/// <summary>
/// Squashes every image of one archive into one layer each (rules A1 to A4), or into one above those that it keeps (P1 to
/// P4).
/// </summary>
public sealed class Squasher(SquashOptions options)
{
    private const int CopyBufferBytes = 1 << 17;
    private readonly Crew _crew = new();
    private readonly Dictionary<string, (FlatLayer? Layer, MergeSummary Summary)> _layers = [];
    private readonly List<string> _warnings = [];
    private readonly ExpansionLimit? _limit = options.MaxUncompressedBytes is { } most ? new ExpansionLimit(most) : null;
    private LayerChoice _choice = new(null, [], []);

    /// <summary>
    /// Reads <paramref name="source"/> and writes the flat archive to <paramref name="target"/>, which must be empty. One
    /// that cannot seek gets a plain docker archive; what only an OCI layout can say is first written to a scratch file.
    /// The same input gives the same bytes.
    /// </summary>
    /// <exception cref="InvalidDataException">The archive is malformed, hostile or fails a digest.</exception>
    /// <exception cref="NotSupportedException">The archive is legal but not supported.</exception>
    /// <exception cref="ChoiceException">The options ask for what the archive has not.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public SquashReport Squash(
        SafeFileHandle source,
        Stream target,
        IProgress<SquashProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        // A squasher squashes once.
        using var crew = _crew;
        using var archive = ImageArchive.Open(source, options.ScratchDirectory, _limit, cancellationToken);
        _warnings.AddRange(archive.Warnings);
        var roots = RootChoice.Of(archive.Roots, options);
        _choice = new LayerChoice(options.FromLayer, roots, archive.Roots);
        CheckOwner(roots);
        var images = roots.SelectMany(root => root.Images).DistinctBy(Stack).ToList();
        using var plain = new PlainLayers(images.SelectMany(image => image.Layers), options);
        var meter = new ProgressMeter(progress, images.Sum(image => BytesToRead(image, plain)));
        plain.Make(meter.Add, cancellationToken);
        if (options.Verify)
            VerifyOthers(roots, images, cancellationToken);
        var layers = new LayerSource(plain, crew, meter, options.Verify);
        var flat = new List<FlatRoot>();
        var outputBytes = WriteTo(target, RootChoice.FitsStream(roots, archive.Annotations, options), writer =>
        {
            var kept = new KeptBlobs(writer, crew, meter.Add, options.Verify);
            foreach (var root in roots)
                flat.Add(new FlatRoot(root, [.. root.Images.Select(image => Flatten(
                    image, kept.Copy(image, _choice.KeptOf(image), cancellationToken), writer, layers, cancellationToken))]));
            writer.Seal(flat, archive.Annotations);
        });
        return new SquashReport(
            [.. flat.SelectMany(root => root.Images.Select(image => Describe(root, image)))],
            Blob.Whole(source).Length,
            outputBytes,
            _warnings);
    }

    /// <summary>
    /// Verifies the layers that nobody else reads: those of an image whose list of diff IDs another one has too, in other
    /// blobs.
    /// </summary>
    private void VerifyOthers(
        IReadOnlyList<ArchivedRoot> roots, IReadOnlyList<ArchivedImage> read, CancellationToken cancellationToken)
    {
        var others = roots.SelectMany(root => root.Images).SelectMany(image => image.Layers)
            .ExceptBy(read.SelectMany(image => image.Layers).Select(layer => layer.VerifiedAs), layer => layer.VerifiedAs);
        foreach (var layer in others)
        {
            using var plain = layer.OpenVerified(_crew, _ => cancellationToken.ThrowIfCancellationRequested());
            plain.CopyTo(Stream.Null);
        }
    }

    /// <summary>Writes to a target with the writer that fits it; how many bytes it got.</summary>
    private long WriteTo(Stream target, bool fitsStream, Action<ArchiveWriter> write)
    {
        if (!target.CanSeek && fitsStream)
        {
            var streamed = new StreamedArchiveWriter(target, _crew);
            write(streamed);
            return streamed.Length;
        }
        if (target.CanSeek)
        {
            write(new FlatArchiveWriter(target, options.Layout, options.Compression, _crew));
            return target.Position;
        }
        using var scratch = new FileStream(ScratchFile.Create(options.ScratchDirectory), FileAccess.ReadWrite, CopyBufferBytes);
        write(new FlatArchiveWriter(scratch, options.Layout, options.Compression, _crew));
        scratch.Position = 0;
        scratch.CopyTo(target, CopyBufferBytes);
        return scratch.Length;
    }

    /// <summary>A kept layer keeps its owners too.</summary>
    private void CheckOwner(IEnumerable<ArchivedRoot> roots)
    {
        if (options.Owner is not null && roots.SelectMany(root => root.Images).Any(image => _choice.KeptOf(image) > 0))
            throw new ChoiceException("another owner changes every layer, so none can be kept; leave out the owner or squash all layers");
    }

    private FlatImage Flatten(
        ArchivedImage image, IReadOnlyList<FlatLayer> kept, ArchiveWriter writer, LayerSource layers, CancellationToken cancellationToken)
    {
        if (image.Layers.Count == kept.Count)
            return new FlatImage(image, image.Config, kept);
        if (!_layers.TryGetValue(Stack(image), out var merged))
            _layers[Stack(image)] = merged = Merge(image, writer, layers, cancellationToken);
        var squashed = image.Layers.Count - kept.Count;
        var config = image.Config.Flatten(
            kept.Count, merged.Layer?.DiffId, options.Message ?? (squashed == 1 ? "squashed 1 layer" : $"squashed {squashed} layers"));
        return new FlatImage(image, config, merged.Layer is null ? kept : [.. kept, merged.Layer]);
    }

    private (FlatLayer?, MergeSummary) Merge(
        ArchivedImage image, ArchiveWriter writer, LayerSource layers, CancellationToken cancellationToken)
    {
        var plan = new MergePlanner(layers.ToPlan(image), _choice.KeptOf(image))
        {
            Memory = TableMemory(),
            OnHoles = bytes => _limit?.NoteZeros(bytes, "a sparse file"),
        }.Plan(cancellationToken);
        _warnings.AddRange(plan.Warnings);
        if (plan.ChangesNothing)
            return (null, options.Verify ? new LayerMerger(plan, layers.ToMerge(image)).Merge(Stream.Null, cancellationToken) : default);
        var summary = default(MergeSummary);
        var flat = writer.WriteLayer(
            () => Measure(plan, layers.ToMeasure(image), cancellationToken),
            target => summary = new LayerMerger(plan, layers.ToMerge(image)) { Owner = options.Owner }.Merge(target, cancellationToken));
        return (flat, summary);
    }

    /// <summary>The exact size of what a merge will write; headers are made, data is skipped.</summary>
    private long Measure(MergePlan plan, IReadOnlyList<Func<Stream>> layers, CancellationToken cancellationToken)
    {
        using var measure = new MeasuringStream();
        new LayerMerger(plan, layers) { Owner = options.Owner }.Merge(measure, cancellationToken);
        return measure.Length;
    }

    private TableMemory TableMemory() => new(options.TableBytes, bytes => ScratchFile.Create(options.ScratchDirectory, bytes));

    private SquashedImage Describe(FlatRoot root, FlatImage image)
    {
        var (layer, summary) = _layers.GetValueOrDefault(Stack(image.Original));
        return new SquashedImage(
            [.. root.Original.Names.Select(name => Text.Printable.Text(name.RepoTag ?? name.RefName))],
            image.Config.Platform.ToString(),
            image.ImageId.ToString(),
            image.Descriptor.Digest.ToString(),
            layer?.DiffId.ToString(),
            image.Original.Layers.Count,
            layer?.Descriptor.Size ?? 0,
            summary.Entries,
            _choice.KeptOf(image.Original));
    }

    /// <summary>What makes two images' layers the same: an identical list is squashed once (A1).</summary>
    private string Stack(ArchivedImage image) =>
        $"{_choice.KeptOf(image)} {string.Join(' ', image.Layers.Select(layer => layer.DiffId))}";

    /// <summary>
    /// Without plain copies a kept layer is planned three times (alone, for what it shows, for what is linked to it), the
    /// others once.
    /// </summary>
    private long BytesToRead(ArchivedImage image, PlainLayers plain) => image.Layers.Select((layer, at) =>
        layer.Compression == Compression.None ? layer.Blob.Length
        : plain.Covers(layer) ? 2 * layer.Blob.Length
        : at < _choice.KeptOf(image) ? 4 * layer.Blob.Length : 2 * layer.Blob.Length).Sum();
}
