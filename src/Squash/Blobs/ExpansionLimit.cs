namespace Squash.Blobs;

/// <summary>
/// How many plain bytes all compressed parts of one archive may give together, and the holes of sparse files. A part
/// counts once, however often it is read. Parts may be read at once.
/// </summary>
/// <param name="mostBytes">The limit.</param>
public sealed class ExpansionLimit(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _parts = [];
    private long _bytes;

    /// <summary>Whether anything was refused.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>A part has given that many bytes so far.</summary>
    /// <param name="part">Where the part is in the archive.</param>
    /// <param name="bytes">Its plain bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">That is more than may be.</exception>
    public void Note(long part, long bytes, string name)
    {
        lock (_lock)
        {
            var known = _parts.GetValueOrDefault(part);
            if (bytes <= known)
                return;
            _parts[part] = bytes;
            if (TryTake(bytes - known))
                return;
        }
        throw Exceeded(name);
    }

    /// <summary>Zeros that stand in an archive as a number only.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="name">What messages call them.</param>
    /// <exception cref="InvalidDataException">That is more than may be.</exception>
    public void NoteZeros(long bytes, string name)
    {
        lock (_lock)
        {
            if (TryTake(bytes))
                return;
        }
        throw Exceeded(name);
    }

    private bool TryTake(long bytes)
    {
        _bytes += bytes;
        IsExceeded |= _bytes > mostBytes;
        return _bytes <= mostBytes;
    }

    private InvalidDataException Exceeded(string name) =>
        new($"{name} expands the archive to more than {mostBytes} bytes, the limit max_uncompressed");
}
