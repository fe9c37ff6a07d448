using Squash.Blobs;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>Reads an OCI image layout (image-layout.md): index.json, and the indexes and manifests that it leads to.</summary>
internal sealed class OciLayout(OuterArchive archive, Sentences warnings)
{
    /// <summary>The name of the top index.</summary>
    public const string IndexName = "index.json";

    private const string LayoutName = "oci-layout";
    private int _images;

    /// <summary>Annotations of the index that was read.</summary>
    public Annotations Annotations { get; private set; } = Annotations.None;

    /// <summary>What the names of the index stand for; descriptors that differ in nothing but the name are joined.</summary>
    public IReadOnlyList<ArchivedRoot> Read(Blob indexBlob)
    {
        CheckVersion();
        var index = ImageIndex.Parse(archive.ReadJson(indexBlob, IndexName), IndexName);
        Annotations = index.Annotations;
        var roots = new List<ArchivedRoot>();
        foreach (var descriptor in index.Manifests)
        {
            ArchivedName[] names = ArchivedName.Of(descriptor.Annotations) is { } name ? [name] : [];
            var known = roots.FindIndex(root => IsSame(root, descriptor));
            if (known >= 0)
                roots[known] = roots[known] with { Names = [.. roots[known].Names.Union(names)] };
            else if (ReadRoot(descriptor, isAlone: index.Manifests.Count == 1) is { } root)
                roots.Add(root with { Names = names });
        }
        return roots;
    }

    private static bool IsSame(ArchivedRoot root, Descriptor descriptor) => root.Digest == descriptor.Digest
        && root.DescriptorAnnotations.AreSame(descriptor.Annotations.WithoutNames())
        && (root.IsIndex || root.Images[0].StatedPlatform == descriptor.Platform);

    private void CheckVersion()
    {
        if (archive.Find(LayoutName) is not { } blob)
            return;
        using var layout = JsonText.Parse(archive.ReadJson(blob, LayoutName), LayoutName);
        var version = JsonMember.Text(layout.RootElement, "imageLayoutVersion");
        if (version != "1.0.0")
            throw new NotSupportedException(
                $"the archive has version {Printable.Text(version ?? "unknown")} of the OCI layout; only 1.0.0 is known");
    }

    private ArchivedRoot? ReadRoot(Descriptor descriptor, bool isAlone)
    {
        var root = new ArchivedRoot
        {
            Names = [],
            Images = [],
            Digest = descriptor.Digest,
            DescriptorAnnotations = descriptor.Annotations.WithoutNames(),
        };
        if (!MediaType.IsIndex(descriptor.MediaType))
            return (isAlone ? ReadImage(descriptor) : ReadPlatform(descriptor)) is { } image ? root with { Images = [image] } : null;
        if (archive.Find(descriptor.Digest.BlobPath) is not { } blob)
        {
            warnings.Add($"the index {descriptor.Digest} is not in the archive and was left out");
            return null;
        }
        var index = ParseIndex(blob, descriptor);
        var images = new List<ArchivedImage>();
        ReadIndex(index, images, depth: 1);
        return images.Count == 0
            ? null
            : root with { Images = images, IsIndex = true, IndexAnnotations = index.Annotations, IndexArtifactType = index.ArtifactType };
    }

    private void ReadIndex(ImageIndex index, List<ArchivedImage> images, int depth)
    {
        if (depth > ImageLimits.IndexNesting)
            throw new InvalidDataException($"indexes are nested more than {ImageLimits.IndexNesting} deep");
        foreach (var descriptor in index.Manifests)
        {
            if (MediaType.IsIndex(descriptor.MediaType) && archive.Find(descriptor.Digest.BlobPath) is { } blob)
                ReadInner(ParseIndex(blob, descriptor), descriptor, images, depth + 1);
            else if (ReadPlatform(descriptor) is { } image)
                images.Add(image);
        }
    }

    /// <summary>What an index within an index lists stands in the outer one afterwards.</summary>
    private void ReadInner(ImageIndex index, Descriptor descriptor, List<ArchivedImage> images, int depth)
    {
        if (index.Annotations.Items.Count > 0 || descriptor.Annotations.Items.Count > 0)
            warnings.Add($"the annotations of the index {descriptor.Digest} were left out: it is in another index, which takes its place");
        ReadIndex(index, images, depth);
    }

    /// <summary>One platform of several; one that cannot be squashed does not keep the others from it.</summary>
    private ArchivedImage? ReadPlatform(Descriptor descriptor)
    {
        try
        {
            return ReadImage(descriptor);
        }
        catch (NotSupportedException error)
        {
            warnings.Add($"the platform {descriptor.Platform?.ToString() ?? "unknown"} was left out: {error.Message}");
            return null;
        }
    }

    private ImageIndex ParseIndex(Blob blob, Descriptor descriptor) =>
        ImageIndex.Parse(ReadVerified(blob, descriptor, "the index"), $"the index {descriptor.Digest}");

    private ArchivedImage? ReadImage(Descriptor descriptor)
    {
        var name = $"the manifest {descriptor.Digest}";
        if (descriptor.IsAttestation)
        {
            warnings.Add($"the attestation {descriptor.Digest} was left out: it signs a digest that no longer exists");
            return null;
        }
        if (archive.Find(descriptor.Digest.BlobPath) is not { } blob)
        {
            warnings.Add($"the platform {descriptor.Platform?.ToString() ?? "unknown"} was left out: the archive has not its blobs");
            return null;
        }
        if (++_images > ImageLimits.Images)
            throw new InvalidDataException($"the archive has more than {ImageLimits.Images} images");
        var manifest = ImageManifest.Parse(ReadVerified(blob, descriptor, "the manifest"), name);
        if (manifest.HasSubject || manifest.Layers.Any(layer => MediaType.IsSignature(layer.MediaType))
            || (manifest.ArtifactType is not null && !MediaType.IsConfig(manifest.Config.MediaType)))
        {
            warnings.Add($"{name} was left out: it is a signature or an artifact, not an image");
            return null;
        }
        return Join(manifest, descriptor, name);
    }

    private ArchivedImage? Join(ImageManifest manifest, Descriptor descriptor, string name)
    {
        if (!MediaType.IsConfig(manifest.Config.MediaType))
            throw new NotSupportedException(
                $"{name} is no image: its config is of the type {Printable.Text(manifest.Config.MediaType)}");
        var layers = new List<(Blob, Digest?)>();
        var config = archive.Find(manifest.Config.Digest.BlobPath);
        foreach (var layer in manifest.Layers)
        {
            ArchivedImages.CheckLayer(layer, name);
            if (archive.Find(layer.Digest.BlobPath) is { } blob)
                layers.Add((CheckSize(blob, layer), layer.Digest));
            else if (MediaType.IsForeignLayer(layer.MediaType))
                throw new NotSupportedException($"{name} has a layer that may not be distributed and is not in the archive");
        }
        if (config is null || layers.Count < manifest.Layers.Count)
        {
            warnings.Add($"the platform {descriptor.Platform?.ToString() ?? "unknown"} was left out: the archive has not all its blobs");
            return null;
        }
        var configName = $"the config {manifest.Config.Digest}";
        return ArchivedImages.Join(
            archive, ArchivedImages.ReadConfig(archive, CheckSize(config, manifest.Config), manifest.Config.Digest, configName),
            layers, name) with
        {
            Annotations = manifest.Annotations,
            ArtifactType = manifest.ArtifactType,
            DescriptorAnnotations = descriptor.Annotations.WithoutNames(),
            StatedPlatform = descriptor.Platform,
        };
    }

    private byte[] ReadVerified(Blob blob, Descriptor descriptor, string kind)
    {
        var name = $"{kind} {descriptor.Digest}";
        var bytes = archive.ReadJson(CheckSize(blob, descriptor), name);
        return descriptor.Digest.MatchesContent(bytes)
            ? bytes
            : throw new InvalidDataException($"{name} does not have its digest; the archive is damaged");
    }

    private static Blob CheckSize(Blob blob, Descriptor descriptor) => blob.Length == descriptor.Size
        ? blob
        : throw new InvalidDataException(
            $"the blob {descriptor.Digest} has {blob.Length} bytes and should have {descriptor.Size}; the archive is damaged");
}
