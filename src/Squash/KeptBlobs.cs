using Squash.Archives;
using Squash.Blobs;
using Squash.Images;

namespace Squash;

/// <summary>Copies layers that are kept into the flat archive, blob for blob; what is there already is not copied again.</summary>
internal sealed class KeptBlobs(ArchiveWriter writer, Crew crew, Action<long> onRead, bool verify)
{
    private readonly Dictionary<(Blob, Digest?, Digest), FlatLayer> _copied = [];

    /// <summary>Copies the lowest layers of an image.</summary>
    /// <exception cref="InvalidDataException">A layer fails its digest.</exception>
    public IReadOnlyList<FlatLayer> Copy(ArchivedImage image, int count, CancellationToken cancellationToken) =>
        [.. image.Layers.Take(count).Select(layer => Copy(layer, cancellationToken))];

    private FlatLayer Copy(LayerBlob layer, CancellationToken cancellationToken)
    {
        if (_copied.TryGetValue(layer.VerifiedAs, out var copied))
            return copied;
        return _copied[layer.VerifiedAs] = writer.CopyLayer(layer, target =>
        {
            if (verify)
                layer.CopyVerifiedTo(target, crew, Read);
            else
                layer.CopyTo(target, Read);
        });

        void Read(long bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            onRead(bytes);
        }
    }
}
