using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Spool;

/// <summary>An image archive that takes a second or more to squash: one layer with one large file.</summary>
internal static class LargeImage
{
    /// <summary>Writes it sparsely; its path.</summary>
    public static string Write(string path, int mebiBytes = 1024)
    {
        using var archive = new TarWriter(File.Create(path), TarEntryFormat.Pax);
        var layer = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var tar = new TarWriter(File.Create(layer), TarEntryFormat.Ustar))
        using (var zeros = File.Create(layer + ".zeros"))
        {
            zeros.SetLength((long)mebiBytes << 20);
            zeros.Position = 0;
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "large") { DataStream = zeros });
        }
        using var content = File.OpenRead(layer);
        var diffId = Convert.ToHexStringLower(SHA256.HashData(content));
        content.Position = 0;
        Add(archive, "layer.tar", content);
        Add(archive, "config.json", Text(
            $$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:{{{diffId}}}"]}}"""));
        Add(archive, "manifest.json", Text("""[{"Config":"config.json","RepoTags":["large:1"],"Layers":["layer.tar"]}]"""));
        File.Delete(layer);
        File.Delete(layer + ".zeros");
        return path;
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static void Add(TarWriter archive, string name, Stream content) =>
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
}
