namespace Squash.Images;

/// <summary>What the content tower accepts at most; each limit stops an archive that is made to exhaust us.</summary>
public static class ImageLimits
{
    /// <summary>Bytes of one manifest, index or config. containerd and registries refuse larger ones (4 MiB).</summary>
    public const int JsonBytes = 4 << 20;

    /// <summary>Bytes of all of them in one archive, as often as they are referred to; a large one has some ten KiB.</summary>
    public const int ArchiveJsonBytes = 16 << 20;

    /// <summary>Depth of JSON. A config of any builder stays below 8; deep nesting only serves to exhaust a stack.</summary>
    public const int JsonDepth = 32;

    /// <summary>Layers of one image. overlay2 stops at 128, and no builder makes more than some hundred.</summary>
    public const int Layers = 1000;

    /// <summary>Layers of all images of one archive: those of so many images as there may be.</summary>
    public const int ArchiveLayers = 128 * Images;

    /// <summary>Annotations of one object; builders write a dozen.</summary>
    public const int Annotations = 1000;

    /// <summary>Steps of one history; a layer has one or two.</summary>
    public const int HistorySteps = 1 << 16;

    /// <summary>Images (of one platform each) in one archive; more is a registry, not an image archive.</summary>
    public const int Images = 128;

    /// <summary>Names of all images of one archive; each is one descriptor of the flat archive's index.</summary>
    public const int Names = Descriptors;

    /// <summary>Descriptors of one index or entries of one manifest.json: tags and attestations besides the images.</summary>
    public const int Descriptors = 4096;

    /// <summary>Index inside index. Builders nest two deep; a limit stops loops before the digests could.</summary>
    public const int IndexNesting = 4;

    /// <summary>Characters of one image name: the registry specification's 255, and a digest.</summary>
    public const int NameLength = 512;
}
