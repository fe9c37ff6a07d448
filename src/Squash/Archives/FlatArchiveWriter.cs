using System.Security.Cryptography;
using System.Text;
using Squash.Images;
using Squash.Tar;

namespace Squash.Archives;

/// <summary>
/// Writes the flat archive: an OCI layout that is a docker archive too (FLATTEN-RULES 6.3). The header of a layer's blob
/// is reserved and written when the layer's size and digest are known, so that no second copy is needed.
/// </summary>
public sealed class FlatArchiveWriter
{
    private readonly Stream _target;
    private readonly TarHeaderWriter _headers = new();
    private readonly HashSet<Digest> _written = [];

    /// <summary>Begins an archive on a stream that can seek.</summary>
    public FlatArchiveWriter(Stream target)
    {
        _target = target;
        WriteFile("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8);
    }

    /// <summary>Streams one layer; a layer that is there already leaves nothing behind.</summary>
    public FlatLayer WriteLayer(Action<Stream> write)
    {
        var start = _target.Position;
        _target.Write(new byte[TarBlock.Size]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var blob = new LayerBlobStream(_target, hash);
        write(blob);
        var layer = FlatLayer.Plain(Digest.FromSha256(hash.GetHashAndReset()), blob.Length);
        if (!_written.Add(layer.Descriptor.Digest))
        {
            _target.SetLength(start);
            _target.Position = start;
            return layer;
        }
        Pad(layer.Descriptor.Size);
        var end = _target.Position;
        _target.Position = start;
        _target.Write(LargeHeader(layer.Descriptor.Digest.BlobPath, layer.Descriptor.Size));
        _target.Position = end;
        return layer;
    }

    /// <summary>Writes configs, manifests, indexes and the files that name them, and ends the archive.</summary>
    public void Seal(IReadOnlyList<FlatRoot> roots)
    {
        foreach (var image in roots.SelectMany(root => root.Images))
        {
            WriteBlob(image.Config.Bytes);
            WriteBlob(image.Manifest);
        }
        var manifests = new List<Descriptor>();
        foreach (var root in roots)
            manifests.AddRange(Named(root, Describe(root)));
        WriteFile("index.json", new ImageIndex(MediaType.OciIndex, manifests).ToBytes());
        WriteFile("manifest.json", DockerFiles.Manifest(roots));
        if (DockerFiles.Repositories(roots) is { } repositories)
            WriteFile("repositories", repositories);
        _target.Write(TarHeaderWriter.EndMarker);
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
            WriteFile(digest.BlobPath, content);
    }

    private void WriteFile(string name, ReadOnlySpan<byte> content)
    {
        _target.Write(_headers.Write(FileHeader(Encoding.ASCII.GetBytes(name), content.Length)));
        _target.Write(content);
        Pad(content.Length);
    }

    private void Pad(long size) => _target.Write(TarHeaderWriter.EndMarker[..TarHeaderWriter.Padding(size)]);

    private static TarHeader FileHeader(byte[] name, long size) =>
        new() { Type = TarEntryType.RegularFile, Path = name, Size = size, Mode = 0x1A4 };

    /// <summary>
    /// One block, whatever the size: from 8 GiB on it is GNU's base-256, since no room was reserved for a PAX record.
    /// </summary>
    private byte[] LargeHeader(string name, long size)
    {
        var fits = size <= TarNumber.LargestOctal(12);
        var block = _headers.Write(FileHeader(Encoding.ASCII.GetBytes(name), fits ? size : 0)).ToArray();
        if (fits)
            return block;
        TarNumber.WriteBase256(block.AsSpan(124, 12), size);
        "ustar  \0"u8.CopyTo(block.AsSpan(257));
        TarNumber.WriteOctal(block.AsSpan(148, 7), TarChecksum.Unsigned(block));
        return block;
    }
}
