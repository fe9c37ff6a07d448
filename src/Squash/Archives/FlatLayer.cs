using Squash.Images;

namespace Squash.Archives;

/// <summary>The one layer of a flat image, as it was written.</summary>
/// <param name="DiffId">Digest of the plain tar, which is the blob.</param>
/// <param name="Size">Its bytes.</param>
public sealed record FlatLayer(Digest DiffId, long Size)
{
    /// <summary>The descriptor for a manifest.</summary>
    public Descriptor Descriptor => new(MediaType.OciLayer, DiffId, Size);
}
