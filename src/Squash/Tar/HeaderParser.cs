namespace Squash.Tar;

/// <summary>Makes an entry of the header blocks that a reader has gathered, in the order of Go's archive/tar (R25).</summary>
internal sealed class HeaderParser(TarEntry entry)
{
    private const long LargestId = uint.MaxValue - 1L;
    private Range? _longName;
    private Range? _longLink;
    private bool _hasPax;
    private bool _mapIsInData;
    private int _mapStart;
    private int _mapLinesMissing;

    /// <summary>Whether the sparse map goes on in another block.</summary>
    public bool NeedsSparseBlock { get; private set; }

    /// <summary>The size field of a block that has data behind it.</summary>
    public static long StoredSize(TarBlock block) =>
        TarNumber.TryParse(block.EntrySize, out var size) && size is >= 0 and <= TarLimits.EntryBytes
            ? size
            : throw new InvalidDataException("the size field is not a size");

    /// <summary>Forgets the extended headers: they were another entry's.</summary>
    public void Forget()
    {
        (_longName, _longLink) = (null, null);
        (_hasPax, _mapIsInData, NeedsSparseBlock) = (false, false, false);
    }

    /// <summary>Takes the payload of an extended header; a second one of a kind replaces the first (R27).</summary>
    public void TakeExtended(byte typeflag, ReadOnlySpan<byte> payload, Range range)
    {
        entry.IsCanonical &= typeflag == 'x' && !_hasPax;
        if (typeflag == 'x')
        {
            _hasPax = true;
            entry.PaxRange = range;
        }
        else if (typeflag != 'g')
        {
            var text = range.Start..(range.Start.Value + TarBlock.Text(payload).Length);
            if (typeflag == 'L')
                _longName = text;
            else
                _longLink = text;
        }
    }

    /// <summary>Reads the block at <paramref name="start"/> and what its extended headers override.</summary>
    public void Parse(int start)
    {
        var block = new TarBlock(entry.HeaderBytes[start..]);
        var pax = PaxFields.Read(entry.PaxPayload, entry.Segments);
        entry.IsCanonical &= !pax.IsIrregular && block.MagicAndVersion.SequenceEqual("ustar\u000000"u8)
            && block.Dialect == TarDialect.Ustar;
        TakeNames(block, pax, start);
        TakeType(block);
        TakeAttributes(block, pax);
        TakeSize(block, pax, start);
    }

    /// <summary>Reads the last block of the entry's headers, which holds more of its sparse map.</summary>
    public void TakeSparseBlock()
    {
        var block = entry.HeaderBytes[^TarBlock.Size..];
        if (!_mapIsInData)
        {
            SparseMap.ReadOldGnu(new TarBlock(block).ExtensionSparse, entry.Segments);
            NeedsSparseBlock = new TarBlock(block).ExtensionIsExtended != 0;
            return;
        }
        entry.StoredBytes -= TarBlock.Size;
        if (_mapLinesMissing == 0)
            _mapLinesMissing = SparseMap.CountLines(entry.HeaderBytes[_mapStart..]) is var lines and > 0
                ? lines - entry.HeaderBytes[_mapStart..].Count((byte)'\n')
                : 0;
        else
            _mapLinesMissing -= block.Count((byte)'\n');
        var firstLineMissing = !entry.HeaderBytes[_mapStart..].Contains((byte)'\n');
        NeedsSparseBlock = firstLineMissing || _mapLinesMissing > 0;
        if (!NeedsSparseBlock)
            SparseMap.ReadLines(entry.HeaderBytes[_mapStart..], entry.Segments);
    }

    /// <summary>Checks what can only be checked when all blocks are there.</summary>
    public void Finish()
    {
        if (entry.Size is < 0 or > TarLimits.EntryBytes || entry.StoredBytes < 0)
            throw new InvalidDataException("the size of an entry is out of range");
        if (entry.IsSparse)
            SparseMap.Validate(entry.Segments, entry.Size, entry.StoredBytes);
        else
            entry.Segments.Clear();
    }

    private void TakeNames(TarBlock block, PaxFields pax, int start)
    {
        var prefix = block.Dialect switch
        {
            TarDialect.Ustar => TarBlock.Text(block.Prefix),
            TarDialect.Star => TarBlock.Text(block.StarPrefix),
            TarDialect.Gnu => PrefixOfOldGo(block),
            _ => default,
        };
        var hasPaxPath = !pax.Path.IsEmpty;
        if (_longName is { } name)
            SetPath(entry.HeaderBytes[name]);
        else if (hasPaxPath)
            SetPath(pax.Path);
        else
            SetPath(TarBlock.Text(block.Name), prefix);
        if (!pax.Sparse.Name.IsEmpty)
            SetPath(pax.Sparse.Name);
        SetLinkPath(_longLink is { } link ? entry.HeaderBytes[link]
            : pax.Linkpath.IsEmpty ? TarBlock.Text(block.Linkname) : pax.Linkpath);
        entry.IsCanonical &= (hasPaxPath || !entry.Path.ContainsAnyExceptInRange<byte>(1, 127))
            && (!pax.Linkpath.IsEmpty || !entry.LinkPath.ContainsAnyExceptInRange<byte>(1, 127));
        entry.UserNameRange = NameRange(pax.Uname, block.Dialect, start + 265, TarBlock.Text(block.Uname).Length);
        entry.GroupNameRange = NameRange(pax.Gname, block.Dialect, start + 297, TarBlock.Text(block.Gname).Length);
    }

    private void TakeType(TarBlock block)
    {
        var typeflag = block.Typeflag;
        entry.IsCanonical &= typeflag is >= (byte)'0' and <= (byte)'6';
        entry.Type = typeflag switch
        {
            0 when entry.Path.EndsWith("/"u8) => TarEntryType.Directory,
            0 or (byte)'0' or (byte)'7' or (byte)'S' => TarEntryType.RegularFile,
            >= (byte)'1' and <= (byte)'6' => (TarEntryType)typeflag,
            (byte)'D' => TarEntryType.Directory,
            _ => throw new InvalidDataException($"the typeflag 0x{typeflag:x2} is not known"),
        };
    }

    private void TakeAttributes(TarBlock block, PaxFields pax)
    {
        var mode = Field(block.Mode);
        entry.Mode = (ushort)(mode & 0xFFF);
        entry.IsCanonical &= mode == entry.Mode;
        entry.Uid = Id(pax.Uid ?? Field(block.Uid));
        entry.Gid = Id(pax.Gid ?? Field(block.Gid));
        entry.MtimeSeconds = Field(block.Mtime);
        if (!pax.Mtime.IsEmpty)
        {
            entry.MtimeSeconds = TarTime.WholeSeconds(pax.Mtime);
            entry.MtimeRange = RangeOf(pax.Mtime);
        }
        if (entry.Type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice && block.Dialect != TarDialect.V7)
        {
            entry.DevMajor = Device(block.DevMajor);
            entry.DevMinor = Device(block.DevMinor);
        }
    }

    private void TakeSize(TarBlock block, PaxFields pax, int start)
    {
        var stored = pax.Size ?? Field(block.EntrySize);
        if (block.Typeflag == 'D')
        {
            entry.StoredBytes = stored;
            return;
        }
        if (entry.Type != TarEntryType.RegularFile)
        {
            // Header-only types carry no data whatever their size field says (R23, R30).
            entry.IsCanonical &= stored == 0;
            return;
        }
        entry.StoredBytes = entry.Size = stored;
        if (block.Typeflag == 'S')
        {
            entry.Segments.Clear();
            SparseMap.ReadOldGnu(block.GnuSparse, entry.Segments);
            entry.Size = Field(block.GnuRealSize);
            NeedsSparseBlock = block.GnuIsExtended != 0;
            entry.IsSparse = true;
        }
        else if (pax.Sparse.IsInData || pax.Sparse.IsInRecords)
        {
            entry.Size = pax.Sparse.Size ?? stored;
            _mapIsInData = NeedsSparseBlock = pax.Sparse.IsInData;
            _mapStart = start + TarBlock.Size;
            _mapLinesMissing = 0;
            entry.IsSparse = true;
        }
        entry.IsCanonical &= !entry.IsSparse;
    }

    /// <summary>Go before 1.8 wrote a prefix where old GNU has times; real times are numbers (R26).</summary>
    private static ReadOnlySpan<byte> PrefixOfOldGo(TarBlock block)
    {
        if ((block.GnuAtime[0] == 0 || TarNumber.TryParse(block.GnuAtime, out _))
            && (block.GnuCtime[0] == 0 || TarNumber.TryParse(block.GnuCtime, out _)))
            return default;
        var text = TarBlock.Text(block.Prefix);
        return text.ContainsAnyExceptInRange<byte>(1, 127) ? default : text;
    }

    private long Field(ReadOnlySpan<byte> field)
    {
        entry.IsCanonical &= !TarNumber.IsBase256(field);
        return TarNumber.TryParse(field, out var value)
            ? value
            : throw new InvalidDataException("a numeric header field is neither octal nor base-256");
    }

    private uint Device(ReadOnlySpan<byte> field) =>
        Field(field) is >= 0 and <= uint.MaxValue and var value
            ? (uint)value
            : throw new InvalidDataException("a device number is out of range");

    /// <summary>Negative IDs are what a 32-bit writer made of large ones; the one below zero means "leave it".</summary>
    private static uint Id(long value) =>
        value is (>= 0 and <= LargestId) or (>= int.MinValue and < -1)
            ? (uint)value
            : throw new InvalidDataException("a user or group ID is out of range");

    private void SetPath(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix = default)
    {
        entry.PathLength = 0;
        if (!prefix.IsEmpty)
        {
            Append(ref entry.PathBuffer, ref entry.PathLength, prefix);
            Append(ref entry.PathBuffer, ref entry.PathLength, "/"u8);
        }
        Append(ref entry.PathBuffer, ref entry.PathLength, path);
    }

    private void SetLinkPath(ReadOnlySpan<byte> path)
    {
        entry.LinkPathLength = 0;
        Append(ref entry.LinkPathBuffer, ref entry.LinkPathLength, path);
    }

    private static void Append(ref byte[] buffer, ref int length, ReadOnlySpan<byte> text)
    {
        if (length + text.Length > TarLimits.PathBytes)
            throw new InvalidDataException($"a path is longer than {TarLimits.PathBytes} bytes");
        if (length + text.Length > buffer.Length)
            Array.Resize(ref buffer, TarLimits.PathBytes);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    private Range NameRange(ReadOnlySpan<byte> pax, TarDialect dialect, int fieldStart, int fieldLength) =>
        !pax.IsEmpty ? RangeOf(pax) : dialect == TarDialect.V7 ? default : fieldStart..(fieldStart + fieldLength);

    private Range RangeOf(ReadOnlySpan<byte> part)
    {
        entry.HeaderBytes.Overlaps(part, out var start);
        return start..(start + part.Length);
    }
}
