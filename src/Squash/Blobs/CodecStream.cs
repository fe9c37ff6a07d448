using SharpCompress.Common;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace Squash.Blobs;

/// <summary>
/// Plain bytes of a compressed stream. What a codec throws over damaged data becomes one sentence; when its data ends
/// and the source does not, the next member, frame or stream follows.
/// </summary>
internal sealed class CodecStream : ForwardReadStream
{
    private readonly string _format;
    private readonly PeekStream _source;
    private readonly Func<PeekStream, Stream> _open;
    private readonly bool _isSingle;
    private Stream? _plain;

    /// <summary>Decompresses <paramref name="source"/>.</summary>
    /// <param name="format">What messages call it.</param>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="open">Opens the codec.</param>
    /// <param name="isSingle">Whether the codec ends with the first stream of several.</param>
    public CodecStream(string format, Stream source, Func<PeekStream, Stream> open, bool isSingle = false)
        : base(source)
    {
        _isSingle = isSingle;
        _format = format;
        _source = new PeekStream(source);
        _open = open;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            while (true)
            {
                _plain ??= _open(_source);
                var read = _plain.Read(buffer);
                if (read > 0 || buffer.IsEmpty)
                    return read;
                // The other codecs go on by themselves; what follows the last member is padding, which engines ignore.
                if (!_isSingle || Codec.Detect(_source.Peek(Codec.MagicBytes)) != Compression.Xz)
                    return Drain();
                _plain = null;
            }
        }
        catch (ZstdException error) when (error.Code == ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge)
        {
            throw new InvalidDataException("its zstd data need a larger window than is given; unpack them first", error);
        }
        catch (Exception error) when (error is SharpCompressException or EndOfStreamException or IndexOutOfRangeException
            or OverflowException or ArgumentException or InvalidOperationException or NotImplementedException)
        {
            throw new InvalidDataException($"its {_format} data are damaged or cut off", error);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Codecs hold windows of megabytes outside of the collector's sight, which it would let stand.
        if (disposing)
            _plain?.Dispose();
        base.Dispose(disposing);
    }

    private int Drain()
    {
        _source.CopyTo(Null);
        return 0;
    }
}
