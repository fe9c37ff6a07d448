namespace Squash.Tar;

/// <summary>The GNU.sparse.* records of one entry: formats 0.0, 0.1 and 1.0 (R29).</summary>
internal ref struct PaxSparse
{
    private bool _hasMap;
    private long? _pendingOffset;
    private ReadOnlySpan<byte> _major;
    private ReadOnlySpan<byte> _minor;
    private long? _size;
    private long? _realSize;

    /// <summary>The real name; empty if none is recorded.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>The logical size.</summary>
    public readonly long? Size => _size ?? _realSize;

    /// <summary>Whether the records tell a format that is known; another's file is as it is stored, as in Go.</summary>
    public readonly bool IsSparse => IsInData || IsInRecords;

    /// <summary>Whether the map stands in front of the data.</summary>
    public readonly bool IsInData => _major.SequenceEqual("1"u8) && _minor.SequenceEqual("0"u8);

    /// <summary>Whether the map stands in the records.</summary>
    public readonly bool IsInRecords =>
        (_major.SequenceEqual("0"u8) && (_minor.SequenceEqual("0"u8) || _minor.SequenceEqual("1"u8)))
        || (_major.IsEmpty && _minor.IsEmpty && _hasMap);

    public void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, List<SparseSegment> segments)
    {
        if (key.SequenceEqual("major"u8))
            _major = value;
        else if (key.SequenceEqual("minor"u8))
            _minor = value;
        else if (key.SequenceEqual("name"u8))
            Name = PaxFields.Text(value);
        else if (key.SequenceEqual("size"u8))
            _size = Number(value);
        else if (key.SequenceEqual("realsize"u8))
            _realSize = Number(value);
        else if (key.SequenceEqual("offset"u8))
            _pendingOffset = _pendingOffset is null ? Number(value) : throw SparseMap.Malformed();
        else if (key.SequenceEqual("numbytes"u8))
            TakePair(Number(value), segments);
        else if (key.SequenceEqual("map"u8))
            TakeMap(value, segments);
    }

    private void TakePair(long length, List<SparseSegment> segments)
    {
        _hasMap = true;
        SparseMap.Add(segments, _pendingOffset ?? throw SparseMap.Malformed(), length);
        _pendingOffset = null;
    }

    private void TakeMap(ReadOnlySpan<byte> list, List<SparseSegment> segments)
    {
        _hasMap = true;
        segments.Clear();
        SparseMap.ReadList(list, segments);
    }

    private static long Number(ReadOnlySpan<byte> value) =>
        TarNumber.TryParseDecimal(value, out var number) && number >= 0 ? number : throw SparseMap.Malformed();
}
