using System.Security.Cryptography;
using Squash.Blobs;
using Squash.Images;

namespace Squash.Archives;

/// <summary>
/// Hands bytes on and knows how many they were and their sha256; a crew hashes them, and writes them too if their target
/// is a file. What it writes to stays open.
/// </summary>
internal sealed class HashingStream : ForwardWriteStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _target;
    private readonly Crew _crew;
    private readonly Lane _hashing;
    private readonly Lane? _writing;
    private Chunk? _chunk;
    private long _length;

    /// <param name="target">Where the bytes go.</param>
    /// <param name="crew">Who hashes.</param>
    /// <param name="isLast">Whether nothing but a file is behind it, which the crew may write to.</param>
    public HashingStream(Stream target, Crew crew, bool isLast)
    {
        (_target, _crew) = (target, crew);
        _hashing = crew.Open(chunk => _hash.AppendData(chunk.Filled));
        _writing = isLast ? crew.Open(chunk => target.Write(chunk.Filled)) : null;
    }

    public override long Length => _length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            _chunk ??= _crew.Rent();
            var count = Math.Min(buffer.Length, _chunk.Free.Length);
            buffer[..count].CopyTo(_chunk.Free);
            _chunk.Length += count;
            buffer = buffer[count..];
            if (_chunk.Free.IsEmpty)
                HandOver();
        }
    }

    /// <summary>The digest of all that was written, which has reached the target then; call it once, at the end.</summary>
    public Digest Digest()
    {
        HandOver();
        _hashing.Complete();
        _writing?.Complete();
        return Images.Digest.FromSha256(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hashing.Dispose();
            _writing?.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private void HandOver()
    {
        if (_chunk is not { } chunk)
            return;
        _chunk = null;
        _hashing.Post(chunk);
        if (_writing is not null)
            _writing.Post(chunk);
        else
            _target.Write(chunk.Filled);
        _crew.Release(chunk);
    }
}
