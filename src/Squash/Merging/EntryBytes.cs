namespace Squash.Merging;

/// <summary>Bytes that few entries have, by entry number. They come in the order of the numbers.</summary>
/// <param name="what">Names them in the error if there are too many.</param>
internal sealed class EntryBytes(string what)
{
    private const int BytesBesides = 16;
    private readonly EntryNumbers _entries = new();
    private readonly ChunkedList<long> _positions = new();
    private readonly ByteArena _bytes = new();
    private long _size;

    /// <summary>Adds those of an entry.</summary>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public void Add(uint entry, ReadOnlySpan<byte> bytes)
    {
        _size += BytesBesides + bytes.Length;
        if (_size > MergeLimits.EntryBytes)
            throw new InvalidDataException($"{what} have more than {MergeLimits.EntryBytes >> 20} MiB (R3)");
        _entries.Add(entry);
        _positions.Add(_bytes.Add(bytes));
    }

    /// <summary>Whether an entry has any.</summary>
    public bool TryGet(uint entry, out ReadOnlySpan<byte> bytes)
    {
        var isFound = _entries.TryFind(entry, out var at);
        bytes = isFound ? _bytes[_positions[at]] : default;
        return isFound;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _entries.Clear();
        _positions.Clear();
        _bytes.Clear();
        _size = 0;
    }
}
