using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Squash.Blobs;

namespace Benchmarks;

/// <summary>Writes the archive of a <see cref="Case"/>: the same bytes every time, everywhere.</summary>
internal sealed class ImageMaker(Case wanted, string folder)
{
    private const int FilesInFolder = 100;
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private readonly JsonArray _diffIds = [];
    private readonly JsonArray _layers = [];
    private readonly JsonArray _paths = [];
    private readonly byte[] _noise = Noise();

    /// <summary>Writes it.</summary>
    public void Write(string path)
    {
        using var stream = File.Create(path);
        using var outer = new TarWriter(stream, TarEntryFormat.Ustar);
        Add(outer, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
        var number = 0;
        for (var layer = 0; layer < wanted.Layers; layer++)
            AddLayer(outer, layer, ref number);
        var config = Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Cmd"] = new JsonArray("/bin/true") },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = _diffIds },
        });
        var configPath = AddBlob(outer, config);
        var manifest = Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = _layers,
        });
        AddBlob(outer, manifest);
        var named = Descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
        named["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "latest" };
        Add(outer, "index.json", Bytes(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(named) }));
        Add(outer, "manifest.json", Bytes(new JsonArray(new JsonObject
        {
            ["Config"] = configPath,
            ["RepoTags"] = new JsonArray("bench:latest"),
            ["Layers"] = _paths,
        })));
    }

    private void AddLayer(TarWriter outer, int layer, ref int number)
    {
        var plain = Path.Combine(folder, "layer.plain");
        using (var stream = File.Create(plain))
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar))
            WriteLayer(tar, layer, ref number);
        _diffIds.Add($"sha256:{Hex(plain)}");
        var packed = plain;
        if (wanted.Packing.IsCompressed)
        {
            packed = Path.Combine(folder, "layer.packed");
            using var source = File.OpenRead(plain);
            using var target = File.Create(packed);
            using var codec = Codec.Compress(wanted.Packing, target);
            source.CopyTo(codec);
        }
        var hex = Hex(packed);
        var suffix = wanted.Packing.IsCompressed ? $"+{wanted.Packing.Compression.ToString().ToLowerInvariant()}" : "";
        _layers.Add(new JsonObject
        {
            ["mediaType"] = $"application/vnd.oci.image.layer.v1.tar{suffix}",
            ["digest"] = $"sha256:{hex}",
            ["size"] = new FileInfo(packed).Length,
        });
        var name = $"blobs/sha256/{hex}";
        _paths.Add(name);
        using var data = File.OpenRead(packed);
        outer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data, ModificationTime = Time });
    }

    /// <summary>New files; every twentieth of those of the layer below again; every hundredth deleted.</summary>
    private void WriteLayer(TarWriter tar, int layer, ref int number)
    {
        var random = new Random(layer);
        var (first, count) = (number, wanted.Files / wanted.Layers);
        var share = Share(layer) * wanted.Bytes / count;
        var below = Math.Max(0, first - count);
        for (var at = below; at < first; at += 20)
            AddFile(tar, at, share, random);
        for (var at = below + 7; at < first; at += 100)
            tar.WriteEntry(Entry($"{FolderOf(at)}/.wh.file{at}", []));
        for (number = first; number < first + count; number++)
        {
            if (number % FilesInFolder == 0 || number == first)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, FolderOf(number)) { ModificationTime = Time });
            AddFile(tar, number, share, random);
        }
    }

    /// <summary>The part of all bytes that a layer has.</summary>
    private double Share(int layer) =>
        !wanted.IsUneven ? 1.0 / wanted.Layers : layer % 10 == 0 ? 0.99 / ((wanted.Layers + 9) / 10) : 0.01 / (wanted.Layers * 0.9);

    private void AddFile(TarWriter tar, int number, double mean, Random random)
    {
        // Most files are small and a few are large, with the mean that was asked for.
        var size = mean < 1000 ? (int)mean : (int)Math.Min(mean * -Math.Log(1 - random.NextDouble()), 1 << 30);
        using var data = new NoiseStream(_noise, random.Next(1 << 20), size);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{FolderOf(number)}/file{number}")
        {
            DataStream = data,
            ModificationTime = Time,
        });
    }

    private static string FolderOf(int number) => $"usr/share/d{number / FilesInFolder / 100}/e{number / FilesInFolder}";

    private string AddBlob(TarWriter outer, byte[] content)
    {
        var path = $"blobs/sha256/{Convert.ToHexStringLower(SHA256.HashData(content))}";
        Add(outer, path, content);
        return path;
    }

    private static void Add(TarWriter tar, string path, byte[] content) => tar.WriteEntry(Entry(path, content));

    private static UstarTarEntry Entry(string path, byte[] content) => new(TarEntryType.RegularFile, path)
    {
        DataStream = new MemoryStream(content),
        ModificationTime = Time,
    };

    private static JsonObject Descriptor(string mediaType, byte[] content) => new()
    {
        ["mediaType"] = mediaType,
        ["digest"] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}",
        ["size"] = content.Length,
    };

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static string Hex(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Bytes that compress to about a half, as programs and their data do.</summary>
    private static byte[] Noise()
    {
        var bytes = new byte[4 << 20];
        var random = new Random(1);
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at += 64)
            bytes.AsSpan(at, 32).Fill((byte)(at >> 6));
        return bytes;
    }
}
