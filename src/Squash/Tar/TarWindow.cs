namespace Squash.Tar;

/// <summary>A moving buffer over a tar stream: what has been read but not consumed, as one contiguous span.</summary>
internal sealed class TarWindow(Stream source, int capacity)
{
    private byte[] _buffer = new byte[capacity];
    private int _start;
    private int _end;

    /// <summary>Offset in the stream of the first byte not yet consumed.</summary>
    public long Offset { get; private set; }

    /// <summary>What is buffered; valid until the next call.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Makes at least <paramref name="count"/> bytes contiguous in <see cref="Buffered"/>; false at the end.</summary>
    public bool Ensure(int count)
    {
        if (_end - _start >= count)
            return true;
        if (_start + count > _buffer.Length)
            Compact(count);
        while (_end - _start < count)
        {
            var read = source.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    /// <summary>Consumes bytes that are buffered.</summary>
    public void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Consumes bytes, by seeking where the source can; returns how many of them the source lacks.</summary>
    public long Skip(long count)
    {
        var buffered = (int)Math.Min(count, _end - _start);
        Advance(buffered);
        count -= buffered;
        return count == 0 || !source.CanSeek ? Discard(count) : Seek(count);
    }

    /// <summary>Consumes all that is left, unless the source can seek: then nobody waits for its end.</summary>
    public void Drain()
    {
        if (!source.CanSeek)
            Discard(long.MaxValue);
    }

    private long Seek(long count)
    {
        var step = Math.Clamp(source.Length - source.Position, 0, count);
        source.Seek(step, SeekOrigin.Current);
        Offset += step;
        return count - step;
    }

    private long Discard(long count)
    {
        while (count > 0 && Ensure(1))
        {
            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }
        return count;
    }

    private void Compact(int count)
    {
        var target = count <= _buffer.Length ? _buffer : new byte[Math.Max(count, _buffer.Length * 2)];
        Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }
}
