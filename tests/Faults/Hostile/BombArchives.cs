namespace Faults.Hostile;

/// <summary>Compressed parts that expand to much, need much, or are damaged.</summary>
internal static class BombArchives
{
    private const int MemberBytes = 1 << 24;
    private static readonly int Members = Scale.Of(4096);
    private static readonly int Layers = Math.Min(6, Scale.Of(30));
    private static readonly string[] Tools = ["gzip", "zstd", "xz", "bzip2"];

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileArchive> All => [.. Bombs(), .. Nested(), .. Windows(), .. Damaged()];

    private static HostileLayer Packed(byte[] bytes) => new(_ => { }) { Packed = bytes };

    private static IEnumerable<HostileArchive> Bombs()
    {
        foreach (var tool in Tools)
        {
            // Each of its members is 16 MiB of zeros; all of them, 64 GiB, would take minutes.
            byte[] Bomb(params byte[] end)
            {
                var member = PackingTool.Pack(tool, new byte[MemberBytes]);
                using var bomb = new MemoryStream();
                for (var at = 0; at < Members; at++)
                    bomb.Write(member);
                bomb.Write(end);
                return bomb.ToArray();
            }
            string[] limit = ["--max-uncompressed", "64MiB"];
            yield return new HostileArchive($"an archive of 64 GiB in {tool}", stream => stream.Write(Bomb())) { Options = limit };
            yield return HostileArchive.Of($"a layer of 64 GiB in {tool}", tar => HostileImage.Add(tar, Packed(Bomb()))) with { Options = limit };
            yield return HostileArchive.Of($"two layers of 64 GiB in {tool}", tar =>
                HostileImage.Add(tar, Packed(Bomb()), Packed(Bomb(0)))) with
            { Options = limit };
        }
    }

    private static IEnumerable<HostileArchive> Nested()
    {
        using var plain = new MemoryStream();
        HostileImage.Of("", HostileImage.Good).Write(plain);
        foreach (var tool in Tools)
        {
            var once = PackingTool.Pack(tool, plain.ToArray());
            yield return HostileArchive.Of($"an archive in {tool}", once);
            foreach (var inner in Tools)
            {
                yield return HostileArchive.Of($"an archive in {inner} in {tool}", PackingTool.Pack(tool, PackingTool.Pack(inner, plain.ToArray())));
                yield return HostileArchive.Of($"a layer in {inner} in {tool}", tar =>
                    HostileImage.Add(tar, Packed(PackingTool.Pack(tool, PackingTool.Pack(inner, HostileImage.Good.Plain())))));
            }
        }
    }

    private static IEnumerable<HostileArchive> Windows()
    {
        // Frames and blocks whose headers ask for much memory, and that hold little.
        foreach (var log in new[] { 25, 26, 27, 28, 31, 41 })
        {
            byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0, (byte)((log - 10) << 3), 1, 0, 0];
            yield return HostileArchive.Of($"an archive with a zstd window of 2^{log}", frame);
            yield return HostileArchive.Of($"layers with a zstd window of 2^{log}", tar => HostileImage.Add(tar, Packed(frame), Packed([.. frame, 0])));
        }
        foreach (var size in new[] { 1L << 26, 1L << 32, 1L << 62, -1 })
        {
            byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0xe0, .. BitConverter.GetBytes(size), 1, 0, 0];
            yield return HostileArchive.Of($"a zstd frame of {size} bytes by its header", frame);
        }
        yield return new HostileArchive("an archive in zstd --long=27", stream => stream.Write(PackingTool.Pack("zstd", Noise(1 << 20), "-1", "--long=27")));
        yield return new HostileArchive("an archive in zstd --long=26", stream => stream.Write(PackingTool.Pack("zstd", Tar(140 << 20), "-1", "--long=26")));
        yield return new HostileArchive("an archive in xz -9", stream => stream.Write(PackingTool.Pack("xz", Tar(96 << 20), "-0", "--lzma2=preset=0,dict=64MiB")));
        yield return new HostileArchive("an archive in xz with a dictionary of 128 MiB", stream =>
            stream.Write(PackingTool.Pack("xz", Tar(1 << 20), "-0", "--lzma2=preset=0,dict=128MiB")));
        yield return HostileArchive.Of($"{Layers} layers in xz with dictionaries of 64 MiB", tar =>
            HostileImage.Add(tar, [.. Enumerable.Range(0, Layers).Select(at => Packed(PackingTool.Pack("xz", Tar((80 << 20) + (512 * at)), "-0", "--lzma2=preset=0,dict=64MiB")))]));
        yield return HostileArchive.Of($"{Layers} layers in zstd with windows of 32 MiB", tar =>
            HostileImage.Add(tar, [.. Enumerable.Range(0, Layers).Select(at => Packed(PackingTool.Pack("zstd", Tar((80 << 20) + (512 * at)), "-1", "--long=25")))]));
        yield return new HostileArchive("an archive in xz of 5,000 blocks", stream => stream.Write(PackingTool.Pack("xz", new byte[5000 << 12], "-0", "--block-size=4096")));
    }

    private static IEnumerable<HostileArchive> Damaged()
    {
        using var archive = new MemoryStream();
        HostileImage.Of("", HostileImage.Good).Write(archive);
        foreach (var tool in Tools)
        {
            var whole = PackingTool.Pack(tool, archive.ToArray());
            foreach (var length in new[] { 2, 4, 6, 10, 18, 19, 20, whole.Length / 2, whole.Length - 9, whole.Length - 1 })
                yield return HostileArchive.Of($"{length} bytes of an archive in {tool}", whole[..length]);
            for (var at = 0; at < 24; at++)
            {
                var flipped = whole.ToArray();
                flipped[at] ^= (byte)(1 << (at % 8));
                yield return HostileArchive.Of($"an archive in {tool} with a flip in byte {at}", flipped);
            }
        }
    }

    /// <summary>A tar of one file, which is no image but is read as an archive and as a layer.</summary>
    private static byte[] Tar(int bytes) => new HostileLayer(tar => tar.File("f", Noise(bytes))).Plain();

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise.AsSpan(0, Math.Min(bytes, 1 << 20)));
        return noise;
    }
}
