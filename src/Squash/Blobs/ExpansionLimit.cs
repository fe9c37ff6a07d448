namespace Squash.Blobs;

/// <summary>
/// How many plain bytes all compressed parts of one archive may give together. A part counts once, however often it is
/// read. Parts may be read at once.
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
            _bytes += bytes - known;
            if (_bytes <= mostBytes)
                return;
            IsExceeded = true;
        }
        throw new InvalidDataException(
            $"{name} expands the archive to more than {mostBytes} bytes, the limit max_uncompressed");
    }
}
