using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>The GNU.sparse.* records of one entry: formats 0.0, 0.1 and 1.0 (R29).</summary>
internal ref struct PaxSparse
{
    private bool _hasMap;
    private long _pendingOffset;
    private ReadOnlySpan<byte> _major;
    private ReadOnlySpan<byte> _minor;
    private long? _size;
    private long? _realSize;

    /// <summary>The real name; empty if none is recorded.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>The logical size.</summary>
    public readonly long? Size => _size ?? _realSize;

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
            Name = value;
        else if (key.SequenceEqual("size"u8))
            _size = Number(value);
        else if (key.SequenceEqual("realsize"u8))
            _realSize = Number(value);
        else if (key.SequenceEqual("offset"u8))
            _pendingOffset = Number(value);
        else if (key.SequenceEqual("numbytes"u8))
            TakePair(Number(value), segments);
        else if (key.SequenceEqual("map"u8))
            TakeMap(value, segments);
    }

    private void TakePair(long length, List<SparseSegment> segments)
    {
        _hasMap = true;
        if (segments.Count == TarLimits.SparseSegments || length > TarLimits.EntryBytes
            || _pendingOffset > TarLimits.EntryBytes)
            throw new InvalidDataException("the sparse map is malformed");
        segments.Add(new SparseSegment(_pendingOffset, length));
    }

    private void TakeMap(ReadOnlySpan<byte> list, List<SparseSegment> segments)
    {
        _hasMap = true;
        segments.Clear();
        SparseMap.ReadList(list, segments);
    }

    private static long Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= 0
            ? number
            : throw new InvalidDataException("the sparse map is malformed");
}
