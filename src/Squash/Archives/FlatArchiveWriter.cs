using Squash.Blobs;
using Squash.Images;
using Squash.Tar;

namespace Squash.Archives;

/// <summary>
/// Writes the flat archive: an OCI layout that is a docker archive too (FLATTEN-RULES 6.3), or only an OCI layout. The
/// header of a layer's blob is reserved and written when the layer's size and digest are known, so that no second copy
/// is needed.
/// </summary>
public sealed class FlatArchiveWriter : ArchiveWriter
{
    private readonly Stream _target;
    private readonly Crew _crew;
    private readonly ArchiveLayout _layout;
    private readonly LayerCompression _compression;
    private readonly OuterMembers _members;
    private readonly HashSet<Digest> _written = [];

    /// <summary>Begins an archive on a stream that can seek.</summary>
    public FlatArchiveWriter(Stream target, ArchiveLayout layout, LayerCompression compression, Crew crew)
    {
        (_target, _layout, _compression, _crew) = (target, layout, compression, crew);
        _members = new OuterMembers(target);
        _members.Write("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8);
    }

    /// <summary>Streams one layer; a layer that is there already leaves nothing behind.</summary>
    public override FlatLayer WriteLayer(Func<long> measure, Action<Stream> write) =>
        WriteLayer(blob => Describe(blob, write));

    /// <inheritdoc/>
    public override FlatLayer CopyLayer(LayerBlob layer, Action<Stream> copy) => WriteLayer(blob =>
    {
        copy(blob);
        return FlatLayer.Of(layer.DiffId, blob.Digest(), blob.Length, layer.Compression);
    });

    private FlatLayer WriteLayer(Func<HashingStream, FlatLayer> write)
    {
        var start = _target.Position;
        _target.Write(new byte[TarBlock.Size]);
        using var blob = new HashingStream(_target, _crew, isLast: true);
        var layer = write(blob);
        if (!_written.Add(layer.Descriptor.Digest))
        {
            _target.SetLength(start);
            _target.Position = start;
            return layer;
        }
        _members.Pad(blob.Length);
        var end = _target.Position;
        _target.Position = start;
        _members.WriteHeader(layer.Path, blob.Length);
        _target.Position = end;
        return layer;
    }

    /// <inheritdoc/>
    public override void Seal(IReadOnlyList<FlatRoot> roots, Annotations annotations)
    {
        foreach (var image in roots.SelectMany(root => root.Images))
        {
            WriteBlob(image.Config.Bytes);
            WriteBlob(image.Manifest);
        }
        var manifests = new List<Descriptor>();
        foreach (var root in roots)
            manifests.AddRange(Named(root, Describe(root)));
        _members.Write("index.json", new ImageIndex(MediaType.OciIndex, manifests) { Annotations = annotations }.ToBytes());
        if (_layout == ArchiveLayout.Docker)
        {
            _members.Write(DockerManifest.Name, DockerFiles.Manifest(roots, image => image.ImageId.BlobPath));
            if (DockerFiles.Repositories(roots) is { } repositories)
                _members.Write("repositories", repositories);
        }
        _members.End();
    }

    private FlatLayer Describe(HashingStream blob, Action<Stream> write)
    {
        if (!_compression.IsCompressed)
        {
            write(blob);
            var digest = blob.Digest();
            return FlatLayer.Of(digest, digest, blob.Length, Compression.None);
        }
        using var compressor = Codec.Compress(_compression, blob);
        using var plain = new HashingStream(compressor, _crew, isLast: false);
        write(plain);
        var diffId = plain.Digest();
        compressor.Dispose();
        return FlatLayer.Of(diffId, blob.Digest(), blob.Length, _compression.Compression);
    }

    private Descriptor Describe(FlatRoot root)
    {
        if (!root.Original.IsIndex)
        {
            var image = root.Images[0].Descriptor;
            return image with { Annotations = root.Original.DescriptorAnnotations.And(image.Annotations) };
        }
        var index = new ImageIndex(MediaType.OciIndex, [.. root.Images.Select(image => image.Descriptor)])
        {
            Annotations = root.Original.IndexAnnotations,
            ArtifactType = root.Original.IndexArtifactType,
        }.ToBytes();
        WriteBlob(index);
        return Descriptor.Of(MediaType.OciIndex, index) with { Annotations = root.Original.DescriptorAnnotations };
    }

    /// <summary>One descriptor for each name: old podman reads only ref.name, containerd only its own.</summary>
    private static IEnumerable<Descriptor> Named(FlatRoot root, Descriptor descriptor)
    {
        if (root.Original.Names.Count == 0)
            yield return descriptor;
        foreach (var name in root.Original.Names)
        {
            var annotations = name.RepoTag is null
                ? descriptor.Annotations
                : descriptor.Annotations.With(Annotations.ContainerdName, name.RefName);
            yield return descriptor with { Annotations = annotations.With(Annotations.RefName, name.RefName) };
        }
    }

    private void WriteBlob(ReadOnlySpan<byte> content)
    {
        var digest = Digest.Of(content);
        if (_written.Add(digest))
            _members.Write(digest.BlobPath, content);
    }
}
