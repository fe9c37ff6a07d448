using Squash.Blobs;
using Squash.Tests.Archives;
using Squash.Tests.Tar;

namespace Fuzz;

/// <summary>Compressed layers: the same plain bytes or the same refusal, however they are read.</summary>
internal sealed class LayerTarget : Target
{
    private const int MostPlainBytes = 4 << 20;

    public override string Name => "layer";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var tar = TestLayer.Of("d d, f d/a=text and more text, h b->d/a, l c->d").Tar;
            var noise = new byte[900];
            for (var i = 0; i < noise.Length; i++)
                noise[i] = (byte)(i * i * 7 >> 3);
            string[] packings = ["gzip:1", "gzip:9", "zstd:1", "zstd:3", "zstd:19"];
            return
            [
                .. packings.SelectMany(packing => new[] { Pack(packing, tar), Pack(packing, noise), Pack(packing, [1, 2, 3]) }),
                [.. Pack("gzip:1", tar[..700]), .. Pack("gzip:9", tar[700..])],
                [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2, .. Pack("zstd:3", tar), .. Pack("zstd:1", noise)],
                .. Packed.All.Select(Convert.FromBase64String),
            ];
        }
    }

    public override void Run(byte[] input)
    {
        var sealedInput = XzHeaders.Seal(input);
        var compression = Codec.Detect(sealedInput);
        if (compression == Compression.None)
            return;
        var (whole, refusal) = Read(new MemoryStream(sealedInput), compression, 1 << 16);
        var (trickled, other) = Read(new TricklingStream(sealedInput, 5), compression, 97);
        if ((refusal is null) != (other is null) && !(compression == Compression.Zstd && other is null && EndsInAnEmptyBlock(sealedInput)))
            throw new FindingException($"in one piece: {refusal ?? "read"}; in pieces: {other ?? "read"}");
        if (refusal is null && !whole.AsSpan().SequenceEqual(trickled))
            throw new FindingException("other bytes in pieces");
    }

    /// <summary>
    /// Whether a frame of zstd may end in a block of no bytes: then zstd compares the content with the size that the header
    /// names only if there is room for all of it (CodecStreamTests).
    /// </summary>
    private static bool EndsInAnEmptyBlock(ReadOnlySpan<byte> input) =>
        input.IndexOf((ReadOnlySpan<byte>)[1, 0, 0]) >= 0 || input.IndexOf((ReadOnlySpan<byte>)[5, 0, 0]) >= 0;

    private static (byte[] Plain, string? Refusal) Read(Stream source, Compression compression, int step)
    {
        var plain = new MemoryStream();
        var refusal = Fuzz.Refusal.Of(() =>
        {
            using var stream = Codec.Decompress(compression, source);
            var buffer = new byte[step];
            while (plain.Length < MostPlainBytes && stream.Read(buffer) is var read and > 0)
                plain.Write(buffer, 0, (int)Math.Min(read, MostPlainBytes - plain.Length));
        });
        return (plain.ToArray(), refusal);
    }

    private static byte[] Pack(string packing, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var codec = Codec.Compress(LayerCompression.Parse(packing)!.Value, packed))
            codec.Write(plain);
        return packed.ToArray();
    }
}
