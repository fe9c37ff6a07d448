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
    public const int CopyingBuffer = 256 << 10;

    private readonly TarWindow _window;
    private readonly HeaderParser _parser;
    private long _dataLeft;
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
        catch (InvalidDataException error) when (!error.Data.Contains(nameof(Offset)))
        {
            throw At(_window.Offset + Entry.HeaderLength, error.Message);
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
        _dataLeft = Padding(Entry.StoredBytes);
    }

    /// <summary>Copies header blocks, data and padding as they stand.</summary>
    public void CopyRawTo(Stream target, CancellationToken cancellationToken = default)
    {
        Copy(target, Entry.HeaderLength, cancellationToken);
        Entry.HeaderLength = 0;
        Copy(target, _dataLeft, cancellationToken);
        _dataLeft = 0;
    }

    /// <summary>
    /// Reads what follows the end marker to the end of a stream that cannot seek, so that one which verifies can judge.
    /// </summary>
    public void Drain() => _window.Drain();

    private bool ReadHeaders()
    {
        for (var headers = 0; ; headers++)
        {
            if (headers > TarLimits.HeadersPerEntry)
                throw new InvalidDataException("an entry has too many extended headers");
            if (!TryReadBlock(out var isEnd))
                return headers == 0 || isEnd ? false : throw Truncated();
            if (isEnd)
                return headers == 0 ? false : throw new InvalidDataException("the archive ends after an extended header");
            var block = new TarBlock(_window.Buffered[Entry.HeaderLength..]);
            if (!block.ChecksumMatches)
                throw new InvalidDataException("this is not a tar header (its checksum is wrong)");
            switch (block.Typeflag)
            {
                case (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K':
                    ReadExtended(block.Typeflag);
                    break;
                case (byte)'V' or (byte)'N' or (byte)'M':
                    SkipForeign();
                    headers = -1;
                    break;
                default:
                    ReadEntry();
                    return true;
            }
        }
    }

    /// <summary>Makes one block available behind the headers read so far; false at the end of the stream.</summary>
    private bool TryReadBlock(out bool isEnd)
    {
        isEnd = false;
        var from = Entry.HeaderLength;
        if (!_window.Ensure(from + TarBlock.Size))
            return _window.Buffered.Length == from ? false : throw Truncated();
        isEnd = new TarBlock(_window.Buffered[from..]).IsZero;
        if (isEnd && _window.Ensure(from + (2 * TarBlock.Size))
            && !new TarBlock(_window.Buffered[(from + TarBlock.Size)..]).IsZero)
            throw new InvalidDataException("data follows a block of zeros that should end the archive");
        return true;
    }

    private void ReadExtended(byte typeflag)
    {
        var size = HeaderParser.StoredSize(new TarBlock(_window.Buffered[Entry.HeaderLength..]));
        if (size > TarLimits.ExtendedHeaderBytes)
            throw new InvalidDataException($"an extended header is larger than {TarLimits.ExtendedHeaderBytes} bytes");
        var start = Entry.HeaderLength + TarBlock.Size;
        var end = start + (int)size;
        if (!_window.Ensure(end + (int)Padding(size)))
            throw Truncated();
        _parser.TakeExtended(typeflag, _window.Buffered[start..end], start..end);
        Entry.HeaderLength = end + (int)Padding(size);
    }

    private void SkipForeign()
    {
        var size = HeaderParser.StoredSize(new TarBlock(_window.Buffered[Entry.HeaderLength..]));
        if (!_window.Skip(Entry.HeaderLength + TarBlock.Size + size + Padding(size)))
            throw Truncated();
        Entry.Reset(_window.Offset);
        _parser.Forget();
    }

    private void ReadEntry()
    {
        var start = Entry.HeaderLength;
        Entry.HeaderLength += TarBlock.Size;
        _parser.Parse(start);
        while (_parser.NeedsSparseBlock)
        {
            if (Entry.HeaderLength - start > TarLimits.ExtendedHeaderBytes)
                throw new InvalidDataException("a sparse map is too long");
            if (!_window.Ensure(Entry.HeaderLength + TarBlock.Size))
                throw Truncated();
            Entry.HeaderLength += TarBlock.Size;
            _parser.TakeSparseBlock();
        }
        _parser.Finish();
        _dataLeft = Entry.StoredBytes + Padding(Entry.StoredBytes);
    }

    private void SkipEntry()
    {
        EnterData();
        if (!_window.Skip(_dataLeft))
            throw At(Entry.Offset, "the archive is truncated: an entry's data is not all there");
        _dataLeft = 0;
    }

    private void EnterData()
    {
        _window.Advance(Entry.HeaderLength);
        Entry.HeaderLength = 0;
        (Entry.PaxRange, Entry.MtimeRange, Entry.UserNameRange, Entry.GroupNameRange) = (default, default, default, default);
    }

    private void Copy(Stream target, long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_window.Ensure(1))
                throw At(Entry.Offset, "the archive is truncated: an entry's data is not all there");
            var step = (int)Math.Min(count, _window.Buffered.Length);
            target.Write(_window.Buffered[..step]);
            _window.Advance(step);
            count -= step;
        }
    }

    private static void WriteZeros(Stream target, long count, CancellationToken cancellationToken)
    {
        Span<byte> zeros = stackalloc byte[4096];
        zeros.Clear();
        for (; count > 0; count -= Math.Min(count, zeros.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(zeros[..(int)Math.Min(count, zeros.Length)]);
        }
    }

    private static long Padding(long size) => -size & (TarBlock.Size - 1);

    private static InvalidDataException Truncated() => new("the archive is truncated in a header");

    private static InvalidDataException At(long offset, string message)
    {
        var error = new InvalidDataException($"{message}, at offset {offset}");
        error.Data[nameof(Offset)] = offset;
        return error;
    }
}
