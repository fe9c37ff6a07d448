using System.Security.Cryptography;
using Squash.Images;

namespace Squash.Blobs;

/// <summary>Hands bytes on, and at their end refuses them if they have not the digest that they should have.</summary>
public sealed class VerifiedStream : ForwardReadStream
{
    private readonly Digest _digest;
    private readonly string _name;
    private readonly IncrementalHash _hash;
    private bool _isJudged;

    /// <summary>Verifies <paramref name="source"/>, which is called <paramref name="name"/> in messages.</summary>
    public VerifiedStream(Stream source, Digest digest, string name)
        : base(source) => (_digest, _name, _hash) = (digest, name, digest.CreateHash());

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The end is reached and the digest is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = Source.Read(buffer);
        if (read > 0)
            _hash.AppendData(buffer[..read]);
        else if (!buffer.IsEmpty && !_isJudged)
            Judge();
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Judge()
    {
        _isJudged = true;
        if (!_digest.Matches(_hash.GetHashAndReset()))
            throw new InvalidDataException($"{_name} does not have its digest {_digest}; the archive is damaged");
    }
}
