namespace Squash.Tar;

/// <summary>What the records of one extended header say of the fields that a header block has too (R27).</summary>
internal ref struct PaxFields
{
    private int _seen;

    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> Linkpath;
    public ReadOnlySpan<byte> Mtime;
    public ReadOnlySpan<byte> Uname;
    public ReadOnlySpan<byte> Gname;
    public long? Size;
    public long? Uid;
    public long? Gid;
    public PaxSparse Sparse;

    /// <summary>Whether a field is said twice or emptily, the file is sparse, or a record is there that must not be copied.</summary>
    public bool IsIrregular { get; private set; }

    /// <summary>Reads every record; the last of a key counts, and an empty value leaves the header's.</summary>
    public static PaxFields Read(ReadOnlySpan<byte> payload, List<SparseSegment> segments)
    {
        var fields = default(PaxFields);
        foreach (var record in new PaxRecords(payload))
            fields.Take(record, segments);
        return fields;
    }

    private void Take(PaxRecord record, List<SparseSegment> segments)
    {
        var key = record.Key;
        var value = record.Value;
        if (key.StartsWith(PaxKey.Xattr))
            IsIrregular |= PaxKey.IsOverlayXattr(key);
        else if (key.SequenceEqual(PaxKey.Path))
            Path = Once(1, Text(value));
        else if (key.SequenceEqual(PaxKey.Linkpath))
            Linkpath = Once(2, Text(value));
        else if (key.SequenceEqual(PaxKey.Size))
            Size = Number(Once(4, value));
        else if (key.SequenceEqual(PaxKey.Uid))
            Uid = Number(Once(8, value));
        else if (key.SequenceEqual(PaxKey.Gid))
            Gid = Number(Once(16, value));
        else if (key.SequenceEqual(PaxKey.Mtime))
            Mtime = Once(32, value);
        else if (key.SequenceEqual(PaxKey.Uname))
            Uname = Once(64, Text(value));
        else if (key.SequenceEqual(PaxKey.Gname))
            Gname = Once(128, Text(value));
        else if (PaxKey.IsSparse(key))
            TakeSparse(key, value, segments);
        else if (!value.IsEmpty && (key.SequenceEqual(PaxKey.Atime) || key.SequenceEqual(PaxKey.Ctime)))
            _ = TarTime.WholeSeconds(value);
    }

    private void TakeSparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, List<SparseSegment> segments)
    {
        IsIrregular = true;
        Sparse.Take(key[PaxKey.Sparse.Length..], value, segments);
    }

    private ReadOnlySpan<byte> Once(int bit, ReadOnlySpan<byte> value)
    {
        IsIrregular |= value.IsEmpty || (_seen & bit) != 0;
        _seen |= bit;
        return value;
    }

    /// <summary>A value that may hold no NUL, as Go's reader asks of names.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) =>
        !value.Contains((byte)0) ? value : throw new InvalidDataException("a PAX name holds a NUL byte");

    private static long? Number(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return null;
        return TarNumber.TryParseDecimal(value, out var number)
            ? number
            : throw new InvalidDataException("a PAX record that should be a number is none");
    }
}
