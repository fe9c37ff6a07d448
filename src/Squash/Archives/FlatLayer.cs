using Squash.Blobs;
using Squash.Images;

namespace Squash.Archives;

/// <summary>A layer of a flat image, as it stands in the flat archive.</summary>
/// <param name="DiffId">Digest of the plain tar.</param>
/// <param name="Descriptor">Type, digest and size of the blob.</param>
/// <param name="Path">The blob's name in the archive.</param>
public sealed record FlatLayer(Digest DiffId, Descriptor Descriptor, string Path)
{
    /// <summary>A layer under the name that an OCI layout gives its blob.</summary>
    public static FlatLayer Of(Digest diffId, Digest digest, long size, Compression compression) => new(
        diffId, new Descriptor(MediaTypeOf(compression), digest, size), digest.BlobPath);

    private static string MediaTypeOf(Compression compression) => compression switch
    {
        Compression.Gzip => MediaType.OciGzipLayer,
        Compression.Zstd => MediaType.OciZstdLayer,
        _ => MediaType.OciLayer,
    };
}
