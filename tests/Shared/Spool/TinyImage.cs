using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Spool;

/// <summary>An image archive of a few kilobytes: one layer with one small file.</summary>
internal static class TinyImage
{
    /// <summary>Writes it; <paramref name="content"/> tells it from others.</summary>
    public static void Write(string path, string content, string os = "linux")
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "file") { DataStream = Text(content) });
        var diffId = Convert.ToHexStringLower(SHA256.HashData(layer.ToArray()));
        layer.Position = 0;
        using var archive = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        Add(archive, "layer.tar", layer);
        Add(archive, "config.json", Text(
            $$$"""{"architecture":"amd64","os":"{{{os}}}","rootfs":{"type":"layers","diff_ids":["sha256:{{{diffId}}}"]}}"""));
        Add(archive, "manifest.json", Text("""[{"Config":"config.json","RepoTags":["tiny:1"],"Layers":["layer.tar"]}]"""));
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static void Add(TarWriter archive, string name, Stream content) =>
        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
}
