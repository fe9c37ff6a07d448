using System.Security.Cryptography;
using Squash.Images;

namespace Squash.Blobs;

/// <summary>Hands bytes on, and at their end refuses them if they have not the digest that they should have.</summary>
public sealed class VerifiedStream : Stream
{
    private readonly Stream _source;
    private readonly Digest _digest;
    private readonly string _name;
    private readonly IncrementalHash _hash;
    private bool _isJudged;

    /// <summary>Verifies <paramref name="source"/>, which is called <paramref name="name"/> in messages.</summary>
    public VerifiedStream(Stream source, Digest digest, string name) =>
        (_source, _digest, _name, _hash) = (source, digest, name, digest.CreateHash());

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The end is reached and the digest is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _source.Read(buffer);
        if (read > 0)
            _hash.AppendData(buffer[..read]);
        else if (!buffer.IsEmpty && !_isJudged)
            Judge();
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _source.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Judge()
    {
        _isJudged = true;
        if (!_digest.Matches(_hash.GetHashAndReset()))
            throw new InvalidDataException($"{_name} does not have its digest {_digest}; the archive is damaged");
    }
}
