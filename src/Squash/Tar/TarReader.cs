namespace Squash.Tar;

/// <summary>
/// Reads a tar stream entry by entry, forward only; every dialect of R25, in memory bounded by <see cref="TarLimits"/>.
/// Any bytes give entries or one <see cref="InvalidDataException"/> that names the offset.
/// </summary>
public sealed class TarReader
{
    /// <summary>A buffer for reading headers only: small files' headers share one read, data is skipped.</summary>
    public const int SkimmingBuffer = 16 << 10;

    /// <summary>A buffer for reading data too.</summary>
    public const int CopyingBuffer = 64 << 10;

    private static readonly byte[] Zeros = new byte[64 << 10];
    private readonly TarWindow _window;
    private readonly HeaderParser _parser;
    private long _dataLeft;
    private int _paddingLeft;
    private bool _ended;

    /// <summary>Reads from where <paramref name="source"/> stands; data is skipped by seeking where it can.</summary>
    public TarReader(Stream source, int bufferBytes = CopyingBuffer)
    {
        _window = new TarWindow(source, bufferBytes);
        Entry = new TarEntry(_window);
        _parser = new HeaderParser(Entry);
    }

    /// <summary>The current entry, reused by the next <see cref="Read"/>.</summary>
    public TarEntry Entry { get; }

    /// <summary>Whether the end was a whole end marker, not just the end of the stream (R31).</summary>
    public bool HasEndMarker { get; private set; }

    /// <summary>Offset of the next byte that is not consumed.</summary>
    public long Offset => _window.Offset;

    /// <summary>Goes to the next entry; false at the end: an end marker, or the end of the stream at a boundary (R31).</summary>
    public bool Read()
    {
        if (_ended)
            return false;
        SkipEntry();
        Entry.Reset(_window.Offset);
        _parser.Forget();
        try
        {
            _ended = !ReadHeaders();
        }
        catch (InvalidDataException error)
        {
            _ended = true;
            throw At(_window.Offset + Entry.HeaderLength, error.Message, error);
        }
        return !_ended;
    }

    /// <summary>Copies the logical content, holes as zeros.</summary>
    public void CopyContentTo(Stream target, CancellationToken cancellationToken = default)
    {
        EnterData();
        long written = 0;
        foreach (var segment in Entry.Segments)
        {
            WriteZeros(target, segment.Offset - written, cancellationToken);
            Copy(target, segment.Length, cancellationToken);
            written = segment.Offset + segment.Length;
        }
        if (Entry.IsSparse)
            WriteZeros(target, Entry.Size - written, cancellationToken);
        else
            Copy(target, Entry.Size, cancellationToken);
    }

    /// <summary>Copies header blocks and data as they stand, and zeros up to the next block.</summary>
    public void CopyRawTo(Stream target, CancellationToken cancellationToken = default)
    {
        target.Write(Entry.HeaderBytes);
        EnterData();
        Copy(target, _dataLeft, cancellationToken);
        WriteZeros(target, _paddingLeft, cancellationToken);
    }

    /// <summary>
    /// Reads what follows the end marker to the end of a stream that cannot seek, so that one which verifies can judge.
    /// </summary>
    public void Drain() => _window.Drain();

    private bool ReadHeaders()
    {
        while (true)
        {
            if (!TryReadBlock())
                return Entry.HeaderLength == 0 ? false : throw new InvalidDataException("an extended header has no entry");
            var block = new TarBlock(_window.Buffered[Entry.HeaderLength..]);
            if (!block.ChecksumMatches)
                throw new InvalidDataException("this is not a tar header (its checksum is wrong)");
            switch (block.Typeflag)
            {
                case (byte)'x' or (byte)'L' or (byte)'K':
                    ReadExtended();
                    break;
                case (byte)'g' or (byte)'V' or (byte)'N' or (byte)'M':
                    SkipForeign();
                    break;
                default:
                    ReadEntry();
                    return true;
            }
        }
    }

    /// <summary>Makes one block available behind the headers read so far; false at the end (R31).</summary>
    private bool TryReadBlock()
    {
        var from = Entry.HeaderLength;
        if (!_window.Ensure(from + TarBlock.Size))
            return _window.Buffered.Length == from ? false : throw Truncated();
        if (!new TarBlock(_window.Buffered[from..]).IsZero)
            return true;
        HasEndMarker = _window.Ensure(from + (2 * TarBlock.Size));
        var marker = _window.Buffered[from..];
        return marker[..Math.Min(marker.Length, 2 * TarBlock.Size)].ContainsAnyExcept((byte)0)
            ? throw new InvalidDataException("data follows a block of zeros that should end the archive")
            : false;
    }

    private void ReadExtended()
    {
        var from = Entry.HeaderLength;
        var size = HeaderParser.StoredSize(new TarBlock(_window.Buffered[from..]));
        if (size > TarLimits.ExtendedHeaderBytes)
            throw new InvalidDataException($"an extended header is larger than {TarLimits.ExtendedHeaderBytes} bytes");
        var start = from + TarBlock.Size;
        var end = start + (int)size;
        EnsureHeader(end + TarHeaderWriter.Padding(size));
        _parser.TakeExtended(new TarBlock(_window.Buffered[from..]), _window.Buffered[start..end], start..end);
        Entry.HeaderLength = end + TarHeaderWriter.Padding(size);
    }

    private void EnsureHeader(int length)
    {
        if (length > TarLimits.HeaderBytes)
            throw new InvalidDataException($"the headers of an entry are larger than {TarLimits.HeaderBytes} bytes");
        if (!_window.Ensure(length))
            throw Truncated();
    }

    /// <summary>
    /// Passes what is no entry: volume headers of GNU tar, and global headers, which no engine applies (R28). Extended
    /// headers before it are forgotten, as Go does.
    /// </summary>
    private void SkipForeign()
    {
        var size = HeaderParser.StoredSize(new TarBlock(_window.Buffered[Entry.HeaderLength..]));
        if (_window.Skip(Entry.HeaderLength + TarBlock.Size + size + TarHeaderWriter.Padding(size)) > 0)
            throw Truncated();
        Entry.Reset(_window.Offset);
        _parser.Forget();
    }

    private void ReadEntry()
    {
        var start = Entry.HeaderLength;
        EnsureHeader(start + TarBlock.Size);
        Entry.HeaderLength += TarBlock.Size;
        _parser.Parse(start);
        while (_parser.NeedsSparseBlock)
        {
            EnsureHeader(Entry.HeaderLength + TarBlock.Size);
            Entry.HeaderLength += TarBlock.Size;
            _parser.TakeSparseBlock();
        }
        _parser.Finish();
        Entry.DataOffset = Entry.Offset + Entry.HeaderLength;
        (_dataLeft, _paddingLeft) = (Entry.StoredBytes, TarHeaderWriter.Padding(Entry.StoredBytes));
    }

    /// <summary>Passes what is left of the entry; the archive may end in its padding, as in Go.</summary>
    private void SkipEntry()
    {
        EnterData();
        if (_window.Skip(_dataLeft + _paddingLeft) > _paddingLeft)
            throw TruncatedData();
    }

    private void EnterData()
    {
        _window.Advance(Entry.HeaderLength);
        Entry.ForgetHeader();
    }

    private void Copy(Stream target, long count, CancellationToken cancellationToken)
    {
        if (target is MeasuringStream measure)
        {
            measure.Add(count);
            return;
        }
        while (count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_window.Ensure(1))
                throw TruncatedData();
            var step = (int)Math.Min(count, _window.Buffered.Length);
            target.Write(_window.Buffered[..step]);
            _window.Advance(step);
            _dataLeft -= step;
            count -= step;
        }
    }

    private static void WriteZeros(Stream target, long count, CancellationToken cancellationToken)
    {
        if (target is MeasuringStream measure)
        {
            measure.Add(count);
            return;
        }
        for (; count > 0; count -= Math.Min(count, Zeros.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(Zeros, 0, (int)Math.Min(count, Zeros.Length));
        }
    }

    private InvalidDataException TruncatedData()
    {
        _ended = true;
        return At(Entry.Offset, "the archive is truncated: an entry's data is not all there");
    }

    private static InvalidDataException Truncated() => new("the archive is truncated in a header");

    private static InvalidDataException At(long offset, string message, Exception? inner = null) =>
        new($"{message}, at offset {offset}", inner);
}
