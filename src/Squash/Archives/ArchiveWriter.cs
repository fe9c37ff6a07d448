namespace Squash.Archives;

/// <summary>Writes a flat archive: layers as they are made, then all that names them.</summary>
public abstract class ArchiveWriter
{
    /// <summary>Streams one layer.</summary>
    /// <param name="measure">Tells its exact bytes beforehand; only called where that must be known.</param>
    /// <param name="write">Writes the plain tar.</param>
    public abstract FlatLayer WriteLayer(Func<long> measure, Action<Stream> write);

    /// <summary>Writes configs, manifests, indexes and the files that name them, and ends the archive.</summary>
    public abstract void Seal(IReadOnlyList<FlatRoot> roots);
}
