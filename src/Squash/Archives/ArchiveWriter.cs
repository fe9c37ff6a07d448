using Squash.Blobs;
using Squash.Images;

namespace Squash.Archives;

/// <summary>Writes a flat archive: layers as they are made, then all that names them.</summary>
public abstract class ArchiveWriter
{
    /// <summary>Streams one layer.</summary>
    /// <param name="measure">Tells its exact bytes beforehand; only called where that must be known.</param>
    /// <param name="write">Writes the plain tar.</param>
    public abstract FlatLayer WriteLayer(Func<long> measure, Action<Stream> write);

    /// <summary>Takes over a layer's blob as it stands.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="copy">Writes the bytes of its blob.</param>
    public abstract FlatLayer CopyLayer(LayerBlob layer, Action<Stream> copy);

    /// <summary>Writes configs, manifests, indexes and the files that name them, and ends the archive.</summary>
    /// <param name="roots">What the archive holds.</param>
    /// <param name="annotations">Those of index.json, where there is one.</param>
    public abstract void Seal(IReadOnlyList<FlatRoot> roots, Annotations annotations);
}
