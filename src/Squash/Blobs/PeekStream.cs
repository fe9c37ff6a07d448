namespace Squash.Blobs;

/// <summary>
/// A forward stream whose next bytes can be looked at. It gives less than was asked for only at its end, since some
/// codecs take less for the end; and its source outlives it, since some close it where their data end.
/// </summary>
internal sealed class PeekStream(Stream source) : ForwardReadStream(source)
{
    private readonly byte[] _buffer = new byte[16 << 10];
    private long _position;
    private int _start;
    private int _end;

    /// <summary>Bytes handed out so far: the xz codec aligns to it.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The next bytes, at most as many as the buffer has, fewer than asked for only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            _end += Source.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        }
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>One byte without an array for each, as some codecs ask for them; -1 at the end.</summary>
    public override int ReadByte()
    {
        if (Peek(1) is not [var value])
            return -1;
        _start++;
        _position++;
        return value;
    }

    public override int Read(Span<byte> buffer)
    {
        var known = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, known).CopyTo(buffer);
        _start += known;
        var rest = buffer[known..];
        var count = known + Source.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
    }
}
