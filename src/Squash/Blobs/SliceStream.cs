namespace Squash.Blobs;

/// <summary>Reads a blob by position, so that many streams share one open file.</summary>
internal sealed class SliceStream(Blob blob, Action<long>? onRead) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => blob.Length;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 && value <= blob.Length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, blob.Length - _position);
        if (wanted == 0)
            return 0;
        var read = Get(buffer[..wanted]);
        if (read == 0)
            throw new InvalidDataException("the archive became shorter while it was read");
        _position += read;
        onRead?.Invoke(read);
        return read;
    }

    private int Get(Span<byte> buffer)
    {
        try
        {
            return RandomAccess.Read(blob.File, buffer, blob.Offset + _position);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NamedError.Of("cannot read the archive", error);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => blob.Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
