using Squash.Archives;
using Squash.Blobs;
using Squash.Images;

namespace Squash;

/// <summary>Opens the layers of an image for each pass over them: their plain copies where there are some.</summary>
internal sealed class LayerSource(PlainLayers plain, Crew crew, ProgressMeter meter, bool verify)
{
    private readonly HashSet<(Blob, Digest?, Digest)> _verified = [];

    /// <summary>For planning, which skips what is not compressed: only what it decompresses counts as read.</summary>
    public IReadOnlyList<Func<Stream>> ToPlan(ArchivedImage image) => Openers(
        image, layer => plain.Open(layer) ?? layer.Open(layer.Compression == Compression.None ? null : meter.Add));

    /// <summary>For measuring what a merge will write, which skips data.</summary>
    public IReadOnlyList<Func<Stream>> ToMeasure(ArchivedImage image) =>
        Openers(image, layer => plain.Open(layer) ?? layer.Open());

    /// <summary>
    /// For the merge, in which every digest is verified that was not before: a layer that is there many times only once.
    /// </summary>
    public IReadOnlyList<Func<Stream>> ToMerge(ArchivedImage image) => Openers(
        image, layer => plain.Open(layer, meter.Add) ?? (IsToVerify(layer) ? layer.OpenVerified(crew, meter.Add) : layer.Open(meter.Add)));

    private bool IsToVerify(LayerBlob layer) => verify && _verified.Add(layer.VerifiedAs);

    private static IReadOnlyList<Func<Stream>> Openers(ArchivedImage image, Func<LayerBlob, Stream> open) =>
        [.. image.Layers.Select<LayerBlob, Func<Stream>>(layer => () => open(layer))];
}
