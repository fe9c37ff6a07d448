using Squash.Layers;

namespace Squash.Merging;

/// <summary>Paths of the entries that symbolic links of their own layer lead elsewhere.</summary>
internal sealed class LedPaths
{
    private readonly EntryBytes _paths = new("the paths of entries below symbolic links of their layer");

    /// <summary>Notes where an entry really is.</summary>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public void Add(uint entry, LayerPath path) => _paths.Add(entry, path.Bytes);

    /// <summary>The path of an entry, whose recorded one is given.</summary>
    public ReadOnlySpan<byte> Of(uint entry, LayerPath recorded) =>
        _paths.TryGet(entry, out var path) ? path : recorded.Bytes;
}
