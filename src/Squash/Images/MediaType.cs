namespace Squash.Images;

/// <summary>The media types of docker (Image Manifest V2, Schema 2) and OCI (image-spec media-types.md).</summary>
public static class MediaType
{
    /// <summary>OCI image index.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>OCI image manifest.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>OCI image config.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>OCI layer, an uncompressed tar.</summary>
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>OCI layer, compressed by gzip.</summary>
    public const string OciGzipLayer = OciLayer + "+gzip";

    /// <summary>OCI layer, compressed by zstd.</summary>
    public const string OciZstdLayer = OciLayer + "+zstd";

    /// <summary>Docker manifest list.</summary>
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker image manifest.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker image config.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>Docker layer, an uncompressed tar.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";

    private const string OciForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";
    private const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar";
    private const string Cosign = "application/vnd.dev.cosign.";
    private const string DockerSchema1 = "application/vnd.docker.distribution.manifest.v1+";

    /// <summary>Whether it names an index of either kind.</summary>
    public static bool IsIndex(string mediaType) => mediaType is OciIndex or DockerIndex;

    /// <summary>Whether it names an image manifest of either kind.</summary>
    public static bool IsManifest(string mediaType) => mediaType is OciManifest or DockerManifest;

    /// <summary>Whether it names a manifest of docker's first schema, which holds no config.</summary>
    public static bool IsSchema1(string mediaType) => mediaType.StartsWith(DockerSchema1, StringComparison.Ordinal);

    /// <summary>Whether it names an image config of either kind.</summary>
    public static bool IsConfig(string mediaType) => mediaType is OciConfig or DockerConfig;

    /// <summary>Whether it is docker's own and not OCI's.</summary>
    public static bool IsDocker(string mediaType) => mediaType.StartsWith("application/vnd.docker.", StringComparison.Ordinal);

    /// <summary>Whether it names a layer that archives may leave out because it may not be distributed.</summary>
    public static bool IsForeignLayer(string mediaType) =>
        mediaType.StartsWith(OciForeignLayer, StringComparison.Ordinal)
        || mediaType.StartsWith(DockerForeignLayer, StringComparison.Ordinal);

    /// <summary>Whether it names what cosign says of an image, in a layer of a manifest that looks like one.</summary>
    public static bool IsSignature(string mediaType) => mediaType.StartsWith(Cosign, StringComparison.Ordinal);

    /// <summary>Whether the content is encrypted (ocicrypt's suffix).</summary>
    public static bool IsEncrypted(string mediaType) => mediaType.EndsWith("+encrypted", StringComparison.Ordinal);

    /// <summary>Whether it names a layer of either kind, however compressed, foreign ones included.</summary>
    public static bool IsLayer(string mediaType) => IsForeignLayer(mediaType)
        || mediaType.StartsWith(OciLayer, StringComparison.Ordinal)
        || mediaType.StartsWith(DockerLayer, StringComparison.Ordinal);
}
