using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Tests.Packaging;

/// <summary>An image archive as docker save writes it.</summary>
internal static class SavedImage
{
    /// <summary>Writes it; <paramref name="config"/> is the JSON of what its containers run with.</summary>
    public static void Write(string path, string name, string config, params byte[][] layers)
    {
        var diffIds = string.Join(',', layers.Select(layer => $"\"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer))}\""));
        using var file = File.Create(path);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        Add(tar, "config.json", Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{{{config}}},"rootfs":{"type":"layers","diff_ids":[{{{diffIds}}}]}}"""));
        foreach (var (number, layer) in layers.Index())
            Add(tar, $"{number}.tar", layer);
        var names = string.Join(',', layers.Index().Select(layer => $"\"{layer.Index}.tar\""));
        Add(tar, "manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config":"config.json","RepoTags":["{{name}}"],"Layers":[{{names}}]}]"""));
    }

    /// <summary>A layer.</summary>
    public static byte[] Layer(Action<TarWriter> write)
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
            write(tar);
        return layer.ToArray();
    }

    /// <summary>Adds a file, which anybody may run.</summary>
    public static void Add(TarWriter tar, string name, byte[] content) => tar.WriteEntry(
        new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = (UnixFileMode)0b111_101_101 });
}
