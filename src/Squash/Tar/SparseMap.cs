using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>
/// Sparse maps in header blocks and records (GNU tar manual, "Storing Sparse Files"; R29). A map in front of the data is
/// for <see cref="SparseLines"/>.
/// </summary>
internal static class SparseMap
{
    private const int PairBytes = 24;
    private const int NumberBytes = 12;

    /// <summary>Reads old GNU pairs until the first empty one.</summary>
    public static void ReadOldGnu(ReadOnlySpan<byte> pairs, List<SparseSegment> map)
    {
        for (; pairs.Length >= PairBytes && pairs[0] != 0; pairs = pairs[PairBytes..])
        {
            if (!TarNumber.TryParse(pairs[..NumberBytes], out var offset)
                || !TarNumber.TryParse(pairs.Slice(NumberBytes, NumberBytes), out var length))
                throw Malformed();
            Add(map, offset, length);
        }
    }

    /// <summary>Reads <c>offset,length,offset,length</c> (0.1); 0.0 spells the same in pairs of records.</summary>
    public static void ReadList(ReadOnlySpan<byte> list, List<SparseSegment> map)
    {
        while (!list.IsEmpty)
        {
            var offset = ReadNumber(ref list);
            Add(map, offset, ReadNumber(ref list));
        }
    }

    /// <summary>Checks that segments ascend within the file and hold just the bytes that are stored.</summary>
    public static void Validate(List<SparseSegment> map, long size, long storedBytes)
    {
        long end = 0;
        long sum = 0;
        foreach (var segment in map)
        {
            if (segment.Offset < end || segment.Length > size - segment.Offset)
                throw Malformed();
            end = segment.Offset + segment.Length;
            sum += segment.Length;
        }
        if (sum != storedBytes)
            throw Malformed();
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long value, out var used) || text[0] is (byte)'+' or (byte)'-')
            throw Malformed();
        if (used < text.Length && text[used++] != ',')
            throw Malformed();
        text = text[used..];
        return value;
    }

    /// <summary>Adds a segment that a map names; where it lies is for <see cref="Validate"/>.</summary>
    public static void Add(List<SparseSegment> map, long offset, long length)
    {
        if (length < 0 || map.Count == TarLimits.SparseSegments)
            throw Malformed();
        map.Add(new SparseSegment(offset, length));
    }

    /// <summary>The one complaint about maps.</summary>
    public static InvalidDataException Malformed() => new("the sparse map is malformed");
}
