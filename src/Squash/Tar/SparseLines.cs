namespace Squash.Tar;

/// <summary>
/// The sparse map that stands in front of the data (format 1.0): lines of decimal digits, the number of segments, then
/// offset and length of each; the rest of its last block is padding. Every byte is looked at once.
/// </summary>
internal struct SparseLines
{
    private long _line;
    private int _digits;
    private bool _hasCount;
    private long _numbersMissing;
    private long? _offset;

    /// <summary>Whether the last line has been read.</summary>
    public readonly bool IsComplete => _hasCount && _numbersMissing == 0;

    /// <summary>Reads on, in the next block.</summary>
    public void Take(ReadOnlySpan<byte> block, List<SparseSegment> map)
    {
        for (var i = 0; i < block.Length && !IsComplete; i++)
        {
            if (block[i] == '\n' && _digits > 0)
                EndLine(map);
            else if (block[i] is >= (byte)'0' and <= (byte)'9' && _line <= TarLimits.EntryBytes)
                (_line, _digits) = ((10 * _line) + block[i] - '0', _digits + 1);
            else
                throw SparseMap.Malformed();
        }
    }

    private void EndLine(List<SparseSegment> map)
    {
        if (!_hasCount)
        {
            _hasCount = true;
            _numbersMissing = 2 * _line;
        }
        else
        {
            _numbersMissing--;
            if (_offset is { } offset)
                SparseMap.Add(map, offset, _line);
            _offset = _offset is null ? _line : null;
        }
        (_line, _digits) = (0, 0);
    }
}
