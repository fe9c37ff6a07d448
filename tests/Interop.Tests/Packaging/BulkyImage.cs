using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Tests.Packaging;

/// <summary>An image that takes some seconds to squash and compress, since nothing in it can be compressed.</summary>
internal static class BulkyImage
{
    private const int LayerBytes = 48 << 20;

    /// <summary>Writes it as docker save does.</summary>
    public static void Write(string path)
    {
        byte[][] layers = [Layer("first"), Layer("second")];
        var diffIds = string.Join(',', layers.Select(layer => $"\"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer))}\""));
        using var file = File.Create(path);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        Add(tar, "config.json", Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[{{{diffIds}}}]}}"""));
        Add(tar, "1.tar", layers[0]);
        Add(tar, "2.tar", layers[1]);
        Add(tar, "manifest.json", Encoding.UTF8.GetBytes(
            """[{"Config":"config.json","RepoTags":["bulky:latest"],"Layers":["1.tar","2.tar"]}]"""));
    }

    private static byte[] Layer(string name)
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
            Add(tar, name, RandomNumberGenerator.GetBytes(LayerBytes));
        return layer.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
