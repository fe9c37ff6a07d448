using Squash.Blobs;
using Squash.Images;

namespace Squash.Archives;

/// <summary>
/// Writes a flat archive to a stream that cannot seek, as docker's archive: each layer under a plain name, since its
/// digest comes too late for a blob's, then configs, and manifest.json last, so that what was cut off cannot be loaded.
/// </summary>
public sealed class StreamedArchiveWriter(Stream target, Crew crew) : ArchiveWriter
{
    private readonly OuterMembers _members = new(target);
    private int _layers;
    private long _layerBytes;

    /// <summary>Bytes written so far.</summary>
    public long Length => _members.Length + _layerBytes;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The layer has another size than was measured.</exception>
    public override FlatLayer WriteLayer(Func<long> measure, Action<Stream> write) => WriteLayer(measure(), write);

    /// <inheritdoc/>
    public override FlatLayer CopyLayer(LayerBlob layer, Action<Stream> copy)
    {
        var written = WriteLayer(layer.Blob.Length, copy);
        return written with { DiffId = layer.DiffId };
    }

    private FlatLayer WriteLayer(long size, Action<Stream> write)
    {
        var name = _layers++ == 0 ? "layer.tar" : $"layer.{_layers}.tar";
        _members.WriteHeader(name, size);
        using var blob = new HashingStream(target, crew, isLast: true);
        write(blob);
        if (blob.Length != size)
            throw new InvalidDataException("the archive changed while it was read");
        var digest = blob.Digest();
        _members.Pad(size);
        _layerBytes += size;
        return FlatLayer.Of(digest, digest, size, Compression.None) with { Path = name };
    }

    /// <inheritdoc/>
    public override void Seal(IReadOnlyList<FlatRoot> roots, Annotations annotations)
    {
        foreach (var image in roots.Select(root => root.Main).DistinctBy(image => image.ImageId))
            _members.Write(NameOf(image), image.Config.Bytes);
        _members.Write(DockerManifest.Name, DockerFiles.Manifest(roots, NameOf));
        _members.End();
    }

    private static string NameOf(FlatImage image) => $"{image.ImageId.Hex}.json";
}
