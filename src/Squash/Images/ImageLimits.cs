namespace Squash.Images;

/// <summary>What the content tower accepts at most; each limit stops an archive that is made to exhaust us.</summary>
public static class ImageLimits
{
    /// <summary>Bytes of one manifest, index or config. containerd and registries refuse larger ones (4 MiB).</summary>
    public const int JsonBytes = 4 << 20;

    /// <summary>Depth of JSON. A config of any builder stays below 8; deep nesting only serves to exhaust a stack.</summary>
    public const int JsonDepth = 32;

    /// <summary>Layers of one image. overlay2 stops at 128, and no builder makes more than some hundred.</summary>
    public const int Layers = 1000;

    /// <summary>Images (of one platform each) in one archive; more is a registry, not an image archive.</summary>
    public const int Images = 128;

    /// <summary>Descriptors of one index or entries of one manifest.json: tags and attestations besides the images.</summary>
    public const int Descriptors = 4096;

    /// <summary>Index inside index. Builders nest two deep; a limit stops loops before the digests could.</summary>
    public const int IndexNesting = 4;

    /// <summary>Characters of one image name: the registry specification's 255, and a digest.</summary>
    public const int NameLength = 512;
}
