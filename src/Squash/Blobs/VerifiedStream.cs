using System.Security.Cryptography;
using Squash.Images;

namespace Squash.Blobs;

/// <summary>
/// Hands bytes on, and at their end refuses them if they have not the digest that they should have. A crew hashes them
/// meanwhile, if there is one.
/// </summary>
public sealed class VerifiedStream : ForwardReadStream
{
    private readonly Digest _digest;
    private readonly string _name;
    private readonly IncrementalHash _hash;
    private readonly Crew? _crew;
    private readonly Lane? _lane;
    private Chunk? _chunk;
    private Chunk? _own;
    private int _position;
    private bool _isJudged;

    /// <summary>Verifies <paramref name="source"/>, which is called <paramref name="name"/> in messages.</summary>
    public VerifiedStream(Stream source, Digest digest, string name, Crew? crew)
        : base(source)
    {
        (_digest, _name, _hash, _crew) = (digest, name, digest.CreateHash(), crew);
        _lane = crew?.Open(chunk => _hash.AppendData(chunk.Filled));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The end is reached and the digest is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _isJudged)
            return 0;
        if (_chunk is null && !Fill())
        {
            Judge();
            return 0;
        }
        var left = _chunk!.Filled[_position..];
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        _position += count;
        if (_position == _chunk.Length)
            LetGo();
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lane?.Dispose();
            LetGo();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _chunk = _crew?.Rent() ?? (_own ??= new Chunk());
        _position = 0;
        _chunk.Length = 0;
        _chunk.Length = Source.ReadAtLeast(_chunk.Free, _chunk.Free.Length, throwOnEndOfStream: false);
        if (_chunk.Length == 0)
            LetGo();
        else if (_lane is not null)
            _lane.Post(_chunk);
        else
            _hash.AppendData(_chunk.Filled);
        return _chunk is not null;
    }

    private void LetGo()
    {
        if (_chunk is not null)
            _crew?.Release(_chunk);
        _chunk = null;
    }

    private void Judge()
    {
        _isJudged = true;
        _lane?.Complete();
        if (!_digest.Matches(_hash.GetHashAndReset()))
            throw new InvalidDataException($"{_name} does not have its digest {_digest}; the archive is damaged");
    }
}
