using System.Buffers.Binary;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>The directories of the flat layer with all that their headers say; they are written first, sorted by path.</summary>
internal sealed class SurvivingDirectories
{
    private const int FixedBytes = 30;
    private readonly RecordAllowance _allowance = new(MergeLimits.KeptRecordBytes, "the directories have");
    private readonly ByteArena _arena = new();
    private readonly List<(uint Entry, long Path, long Header)> _directories = [];

    /// <summary>How many there are.</summary>
    public int Count => _directories.Count;

    /// <summary>Keeps a directory entry.</summary>
    public void Add(uint entryNumber, ReadOnlySpan<byte> path, TarEntry entry)
    {
        _allowance.Take(entry.PaxPayload.Length);
        var names = entry.MtimeText.Length + entry.UserName.Length + entry.GroupName.Length;
        var packed = new byte[FixedBytes + names + entry.PaxPayload.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(packed, entry.Mode);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(2), entry.Uid);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(6), entry.Gid);
        BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(10), entry.MtimeSeconds);
        var used = FixedBytes;
        used += Pack(entry.MtimeText, packed, 18, used);
        used += Pack(entry.UserName, packed, 22, used);
        used += Pack(entry.GroupName, packed, 26, used);
        entry.PaxPayload.CopyTo(packed.AsSpan(used));
        _directories.Add((entryNumber, _arena.Add(path), _arena.Add(packed)));
    }

    /// <summary>Adds a directory without an entry: 0755 0:0, mtime 0 (R5).</summary>
    public void AddImplicit(ReadOnlySpan<byte> path)
    {
        var packed = new byte[FixedBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(packed, 0x1ED);
        _directories.Add((uint.MaxValue, _arena.Add(path), _arena.Add(packed)));
    }

    /// <summary>Drops those that did not survive after all, and sorts: a parent's path is a prefix, so it comes first.</summary>
    public void Seal(SurvivorBits survivors)
    {
        _directories.RemoveAll(directory => directory.Entry != uint.MaxValue && !survivors[directory.Entry]);
        _directories.Sort((left, right) => _arena[left.Path].SequenceCompareTo(_arena[right.Path]));
    }

    /// <summary>How many have an entry up to one.</summary>
    public long CountTo(uint last) => _directories.LongCount(directory => directory.Entry <= last);

    /// <summary>The path of one.</summary>
    public ReadOnlySpan<byte> PathOf(int index) => _arena[_directories[index].Path];

    /// <summary>Whether one shows the same as one of another list, path and all.</summary>
    public bool IsSame(int index, SurvivingDirectories other, int otherIndex) =>
        PathOf(index).SequenceEqual(other.PathOf(otherIndex))
        && (_arena[_directories[index].Header].SequenceEqual(other._arena[other._directories[otherIndex].Header])
            || ShownAttributes.AreSame(this[index], other[otherIndex]));

    /// <summary>Leaves only some, in their order.</summary>
    public void Keep(IReadOnlyList<int> indexes)
    {
        for (var i = 0; i < indexes.Count; i++)
            _directories[i] = _directories[indexes[i]];
        _directories.RemoveRange(indexes.Count, _directories.Count - indexes.Count);
    }

    /// <summary>The header of one, without its slash.</summary>
    public TarHeader this[int index]
    {
        get
        {
            var packed = _arena[_directories[index].Header];
            var header = new TarHeader
            {
                Type = TarEntryType.Directory,
                Path = _arena[_directories[index].Path],
                Mode = BinaryPrimitives.ReadUInt16LittleEndian(packed),
                Uid = BinaryPrimitives.ReadUInt32LittleEndian(packed[2..]),
                Gid = BinaryPrimitives.ReadUInt32LittleEndian(packed[6..]),
                MtimeSeconds = BinaryPrimitives.ReadInt64LittleEndian(packed[10..]),
            };
            var rest = packed[FixedBytes..];
            header.MtimeText = Unpack(packed, 18, ref rest);
            header.UserName = Unpack(packed, 22, ref rest);
            header.GroupName = Unpack(packed, 26, ref rest);
            header.Records = rest;
            return header;
        }
    }

    private static int Pack(ReadOnlySpan<byte> text, Span<byte> packed, int lengthAt, int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(packed[lengthAt..], text.Length);
        text.CopyTo(packed[at..]);
        return text.Length;
    }

    private static ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> packed, int lengthAt, scoped ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(packed[lengthAt..]);
        var text = rest[..length];
        rest = rest[length..];
        return text;
    }
}
