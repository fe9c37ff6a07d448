namespace Squash.Merging;

/// <summary>Bytes that few entries have, by entry number. They come in the order of the numbers.</summary>
/// <param name="what">Names them in the error if there are too many.</param>
internal sealed class EntryBytes(string what)
{
    private const int BytesBesides = 16;
    private readonly ChunkedList<uint> _entries = new();
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
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle] < entry ? (middle + 1, high) : (low, middle);
        }
        var isFound = low < _entries.Count && _entries[low] == entry;
        bytes = isFound ? _bytes[_positions[low]] : default;
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
