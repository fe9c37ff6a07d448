using Squash.Images;

namespace Squash.Archives;

/// <summary>A layer of a flat image, as it stands in the flat archive.</summary>
/// <param name="DiffId">Digest of the plain tar.</param>
/// <param name="Descriptor">Type, digest and size of the blob.</param>
public sealed record FlatLayer(Digest DiffId, Descriptor Descriptor)
{
    /// <summary>A layer whose blob is the plain tar.</summary>
    public static FlatLayer Plain(Digest diffId, long size) => new(diffId, new Descriptor(MediaType.OciLayer, diffId, size));
}
