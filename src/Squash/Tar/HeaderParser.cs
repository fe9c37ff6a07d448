namespace Squash.Tar;

/// <summary>Makes an entry of the header blocks that a reader has gathered, in the order of Go's archive/tar (R25).</summary>
internal sealed class HeaderParser(TarEntry entry)
{
    private const long LargestId = uint.MaxValue - 1L;
    private Range? _longName;
    private Range? _longLink;
    private bool _hasPax;
    private bool _mapIsInData;
    private SparseLines _mapLines;

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
        _mapLines = default;
    }

    /// <summary>Takes the payload of an extended header; a second one of a kind replaces the first (R27).</summary>
    public void TakeExtended(TarBlock block, ReadOnlySpan<byte> payload, Range range)
    {
        entry.IsCanonical &= block.Typeflag == 'x' && !_hasPax && block.IsPlainUstar;
        if (block.Typeflag == 'x')
        {
            _hasPax = true;
            entry.PaxRange = range;
            return;
        }
        var length = TarBlock.Text(payload).Length;
        Range? name = length > 0 ? range.Start..(range.Start.Value + length) : null;
        if (block.Typeflag == 'L')
            _longName = name;
        else
            _longLink = name;
    }

    /// <summary>Reads the block at <paramref name="start"/> and what its extended headers override.</summary>
    public void Parse(int start)
    {
        var block = new TarBlock(entry.HeaderBytes[start..]);
        var pax = PaxFields.Read(entry.PaxPayload, entry.Segments);
        entry.IsCanonical &= !pax.IsIrregular && block.IsPlainUstar;
        TakeNames(block, pax, start);
        TakeType(block);
        TakeAttributes(block, pax);
        TakeSize(block, pax);
    }

    /// <summary>Reads the last block of the entry's headers, which holds more of its sparse map.</summary>
    public void TakeSparseBlock()
    {
        var block = new TarBlock(entry.HeaderBytes[^TarBlock.Size..]);
        if (!_mapIsInData)
        {
            SparseMap.ReadOldGnu(block.ExtensionSparse, entry.Segments);
            NeedsSparseBlock = block.ExtensionIsExtended != 0;
            return;
        }
        entry.StoredBytes -= TarBlock.Size;
        _mapLines.Take(entry.HeaderBytes[^TarBlock.Size..], entry.Segments);
        NeedsSparseBlock = !_mapLines.IsComplete;
    }

    /// <summary>Checks what can only be checked when all blocks are there.</summary>
    public void Finish()
    {
        if (entry.Size is < 0 or > TarLimits.EntryBytes || entry.StoredBytes is < 0 or > TarLimits.EntryBytes)
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
        if (_longName is { } name)
            entry.SetPath(entry.HeaderBytes[name]);
        else if (!pax.Path.IsEmpty)
            entry.SetPath(pax.Path);
        else
            entry.SetPath(TarBlock.Text(block.Name), prefix);
        if (pax.Sparse.IsSparse && !pax.Sparse.Name.IsEmpty)
            entry.SetPath(pax.Sparse.Name);
        entry.SetLinkPath(_longLink is { } link ? entry.HeaderBytes[link]
            : pax.Linkpath.IsEmpty ? TarBlock.Text(block.Linkname) : pax.Linkpath);
        entry.UserNameRange = NameRange(pax.Uname, block.Dialect, start + 265, TarBlock.Text(block.Uname).Length);
        entry.GroupNameRange = NameRange(pax.Gname, block.Dialect, start + 297, TarBlock.Text(block.Gname).Length);
    }

    private void TakeType(TarBlock block)
    {
        var typeflag = block.Typeflag;
        entry.IsCanonical &= typeflag is >= (byte)'0' and <= (byte)'6';
        if (typeflag == 'S' && block.Dialect != TarDialect.Gnu)
            throw new InvalidDataException("a sparse file that is not in GNU's format");
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
        entry.IsCanonical &= mode == entry.Mode && pax.Uid is not < 0 && pax.Gid is not < 0;
        (var uid, var gid) = (Field(block.Uid), Field(block.Gid));
        entry.Uid = Id(pax.Uid ?? uid);
        entry.Gid = Id(pax.Gid ?? gid);
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

    private void TakeSize(TarBlock block, PaxFields pax)
    {
        var field = Field(block.EntrySize);
        var stored = pax.Size ?? field;
        if (block.Typeflag == 'D')
        {
            entry.StoredBytes = stored;
        }
        else if (entry.Type != TarEntryType.RegularFile)
        {
            // Header-only types carry no data whatever their size field says (R23, R30).
            entry.IsCanonical &= stored == 0;
        }
        else
        {
            entry.StoredBytes = entry.Size = stored;
            TakeSparse(block, pax.Sparse);
        }
    }

    private void TakeSparse(TarBlock block, PaxSparse sparse)
    {
        if (block.Typeflag == 'S')
        {
            entry.Segments.Clear();
            SparseMap.ReadOldGnu(block.GnuSparse, entry.Segments);
            entry.Size = Field(block.GnuRealSize);
            NeedsSparseBlock = block.GnuIsExtended != 0;
            entry.IsSparse = true;
        }
        else if (sparse.IsSparse)
        {
            entry.Size = sparse.Size ?? entry.Size;
            _mapIsInData = NeedsSparseBlock = sparse.IsInData;
            entry.IsSparse = true;
        }
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

    private static long Field(ReadOnlySpan<byte> field) =>
        TarNumber.TryParse(field, out var value)
            ? value
            : throw new InvalidDataException("a numeric header field is neither octal nor base-256");

    private static uint Device(ReadOnlySpan<byte> field) =>
        Field(field) is >= 0 and <= uint.MaxValue and var value
            ? (uint)value
            : throw new InvalidDataException("a device number is out of range");

    /// <summary>Negative IDs are what a 32-bit writer made of large ones; the one below zero means "leave it".</summary>
    private static uint Id(long value) =>
        value is (>= 0 and <= LargestId) or (>= int.MinValue and < -1)
            ? (uint)value
            : throw new InvalidDataException("a user or group ID is out of range");

    private Range NameRange(ReadOnlySpan<byte> pax, TarDialect dialect, int fieldStart, int fieldLength) =>
        !pax.IsEmpty ? RangeOf(pax) : dialect == TarDialect.V7 ? default : fieldStart..(fieldStart + fieldLength);

    private Range RangeOf(ReadOnlySpan<byte> part)
    {
        entry.HeaderBytes.Overlaps(part, out var start);
        return start..(start + part.Length);
    }
}
