using Squash.Images;

namespace Squash.Blobs;

/// <summary>A layer in an archive: its blob, and the digests that it must have.</summary>
/// <param name="Blob">Where its bytes are, as they are compressed.</param>
/// <param name="Digest">Digest of those bytes; null where the archive does not say (docker's old layout).</param>
/// <param name="DiffId">Digest of the plain tar.</param>
/// <param name="Name">What messages call it.</param>
public sealed record LayerBlob(Blob Blob, Digest? Digest, Digest DiffId, string Name)
{
    /// <summary>How it is compressed.</summary>
    public Compression Compression { get; } = Codec.Detect(Blob);

    /// <summary>
    /// What is verified once: the same blob may be listed again under digests that it does not have, and the same digests
    /// with another blob.
    /// </summary>
    internal (Blob, Digest?, Digest) VerifiedAs => (Blob, Digest, DiffId);

    /// <summary>The plain tar, not verified; it can seek if it is not compressed.</summary>
    public Stream Open(Action<long>? onRead = null) => Blob.Expand(Compression, Blob.Open(onRead), Name);

    /// <summary>
    /// The plain tar; read to its end it is refused unless every digest is right, in the one sweep. Without a crew its
    /// reader hashes.
    /// </summary>
    public Stream OpenVerified(Crew? crew, Action<long>? onRead = null) => OpenVerified(Blob.Open(onRead), crew);

    /// <summary>Copies the blob as it stands.</summary>
    public void CopyTo(Stream target, Action<long>? onRead = null)
    {
        using var raw = Blob.Open(onRead);
        raw.CopyTo(target);
    }

    /// <summary>Copies the blob as it stands, and refuses it in the same sweep unless every digest is right.</summary>
    public void CopyVerifiedTo(Stream target, Crew crew, Action<long>? onRead = null)
    {
        using var plain = OpenVerified(new TeeStream(Blob.Open(onRead), target), crew);
        plain.CopyTo(Stream.Null);
    }

    private VerifiedStream OpenVerified(Stream raw, Crew? crew)
    {
        if (Digest is { } digest && (Compression != Compression.None || digest != DiffId))
            raw = new VerifiedStream(raw, digest, $"the blob of {Name}", crew);
        return new VerifiedStream(Blob.Expand(Compression, raw, Name), DiffId, Name, crew);
    }
}
