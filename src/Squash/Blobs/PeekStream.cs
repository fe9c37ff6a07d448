namespace Squash.Blobs;

/// <summary>
/// A forward stream whose next few bytes can be looked at. It gives less than was asked for only at its end, since some
/// codecs take less for the end; and its source outlives it, since some close it where their data end.
/// </summary>
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
        var known = Math.Min(buffer.Length, _end - _start);
        _peeked.AsSpan(_start, known).CopyTo(buffer);
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
