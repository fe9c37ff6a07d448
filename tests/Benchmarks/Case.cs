using Squash.Blobs;

namespace Benchmarks;

/// <summary>One kind of image that squashing is measured with.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Files">Its files, over all layers; each upper layer replaces some of the one below and deletes a few.</param>
/// <param name="Bytes">Bytes of all files together.</param>
internal sealed record Case(string Name, int Layers, int Files, long Bytes)
{
    /// <summary>How its layers are compressed.</summary>
    public LayerCompression Packing { get; init; }

    /// <summary>Whether few layers hold most bytes and many hold next to none, as in images that grew by hand.</summary>
    public bool IsUneven { get; init; }

    /// <summary>Whether it is there for the memory that it takes: measured once, and without peers that would unpack it.</summary>
    public bool IsForMemory { get; init; }

    /// <summary>All of them; <paramref name="scale"/> makes them smaller.</summary>
    public static IReadOnlyList<Case> All(double scale)
    {
        long Scaled(double count) => (long)Math.Max(1, count * scale);
        var large = new Case("2 GB, 60 layers, 100,000 files", 60, (int)Scaled(100_000), Scaled(2e9));
        var many = new Case("1,000,000 files of 200 bytes, 50 layers", 50, (int)Scaled(1_000_000), Scaled(2e8));
        return
        [
            large,
            large with { Name = "the same, gzip", Packing = new LayerCompression(Compression.Gzip, 6) },
            large with { Name = "the same, zstd", Packing = new LayerCompression(Compression.Zstd, 3) },
            many,
            new Case("10,000,000 empty files, 20 layers", 20, (int)Scaled(10_000_000), 0) { IsForMemory = true },
            new Case("6 GB, 93 layers, uneven", 93, (int)Scaled(150_000), Scaled(6e9)) { IsUneven = true },
        ];
    }
}
