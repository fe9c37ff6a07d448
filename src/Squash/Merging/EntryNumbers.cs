namespace Squash.Merging;

/// <summary>Entry numbers that only grow, and the place of each among them.</summary>
internal sealed class EntryNumbers
{
    private readonly ChunkedList<uint> _entries = new();
    private int _last;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>One of them.</summary>
    public uint this[int at] => _entries[at];

    /// <summary>Adds one, which is larger than all others.</summary>
    public void Add(uint entry) => _entries.Add(entry);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _entries.Clear();
        _last = 0;
    }

    /// <summary>Finds a number; mostly it is near to the last one that was looked for.</summary>
    public bool TryFind(uint entry, out int at)
    {
        at = 0;
        if (_entries.Count == 0)
            return false;
        var (low, high) = _entries[_last] <= entry ? (_last, _entries.Count) : (0, _last);
        var step = 1;
        for (; low + step < high && _entries[low + step] <= entry; step *= 2)
            low += step;
        high = Math.Min(high, low + step);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle] <= entry ? (middle, high) : (low, middle);
        }
        at = _last = low;
        return _entries[low] == entry;
    }
}
