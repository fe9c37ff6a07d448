namespace Squash.Merging;

/// <summary>
/// A list that grows by pieces, so that nothing is copied and nothing is left behind while it does; small ones, for small
/// layers.
/// </summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkLog = 9;
    private readonly List<T[]> _chunks = [];

    /// <summary>How many items it has.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public T this[int index] => _chunks[index >> ChunkLog][index & ((1 << ChunkLog) - 1)];

    /// <summary>Adds one at the end.</summary>
    public void Add(T item)
    {
        if (Count >> ChunkLog == _chunks.Count)
            _chunks.Add(new T[1 << ChunkLog]);
        _chunks[Count >> ChunkLog][Count & ((1 << ChunkLog) - 1)] = item;
        Count++;
    }

    /// <summary>Forgets all, and gives the memory back.</summary>
    public void Clear()
    {
        _chunks.Clear();
        Count = 0;
    }
}
