namespace Squash.Blobs;

/// <summary>A forward stream whose next few bytes can be looked at.</summary>
internal sealed class PeekStream(Stream source) : ForwardReadStream(source)
{
    private const int MostPeeked = 8;
    private readonly byte[] _peeked = new byte[MostPeeked];
    private long _position;
    private int _start;
    private int _end;

    /// <summary>Bytes handed out so far: the xz codec aligns to it.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The next bytes, fewer than eight only at the end.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _peeked.AsSpan(_start.._end).CopyTo(_peeked);
        (_start, _end) = (0, _end - _start);
        _end += Source.ReadAtLeast(_peeked.AsSpan(_end), MostPeeked - _end, throwOnEndOfStream: false);
        return _peeked.AsSpan(0, _end);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        if (count == 0)
            count = Source.Read(buffer);
        else
            _peeked.AsSpan(_start, count).CopyTo(buffer);
        _start = Math.Min(_end, _start + count);
        _position += count;
        return count;
    }
}
