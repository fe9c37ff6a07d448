namespace Faults.Hostile;

/// <summary>A good archive, cut off and with flipped bits.</summary>
internal static class DamagedArchives
{
    private const int Block = RawTar.BlockSize;

    /// <summary>Fields of a header: where they begin (POSIX.1-1988).</summary>
    private static readonly int[] Fields = [0, 100, 108, 116, 124, 136, 148, 156, 157, 257, 263, 265, 297, 329, 337, 345, 500, 512];

    private static readonly HostileLayer[] Layers =
    [
        new(tar => tar.Header(new RawEntry("etc/") { Type = '5' }).File("etc/a", "one").HardLink("etc/b", "etc/a")
            .Header(new RawEntry("etc/l") { Type = '2', Link = "a" }).Pax("SCHILY.xattr.user.a=b", "mtime=1.5").File("etc/x", "x")
            .Extended('L', OuterArchives.Deep(3, 50)).File("long", "y")),
        new(tar => tar.Pax("GNU.sparse.size=600", "GNU.sparse.map=10,2").File("s", "zz").File("etc/.wh.l", "").File("etc/a", "two")
            .Header(new RawEntry("null") { Type = '3' })),
    ];

    /// <summary>The good archive.</summary>
    public static byte[] Whole { get; } = Build([.. Layers.Select(layer => layer.Plain())]);

    /// <summary>The archive cut off at each boundary of its blocks, beside it, and anywhere.</summary>
    public static IEnumerable<HostileArchive> Cut(int anywhere)
    {
        var random = new Random(1);
        var at = Enumerable.Range(0, (Whole.Length / Block) + 1).SelectMany(block => new[] { (block * Block) - 1, block * Block, (block * Block) + 1 })
            .Concat(Enumerable.Range(0, anywhere).Select(_ => random.Next(Whole.Length)));
        return at.Where(length => length >= 0 && length <= Whole.Length).Distinct()
            .Select(length => HostileArchive.Of($"{length} bytes of {Whole.Length}", Whole[..length]));
    }

    /// <summary>
    /// Flips in all fields of all headers in turn, of the archive and of its layers, whose digests are made right again; of
    /// two flips one is followed by the right checksum.
    /// </summary>
    public static IEnumerable<HostileArchive> Flipped(int count)
    {
        var random = new Random(2);
        byte[][] tars = [Whole, .. Layers.Select(layer => layer.Plain())];
        (int Tar, int At)[] headers = [.. tars.SelectMany((tar, index) => Headers(tar).Select(at => (index, at)))];
        for (var flip = 0; flip < count; flip++)
        {
            var field = flip % (Fields.Length - 1);
            var (tar, header) = headers[flip / (Fields.Length - 1) % headers.Length];
            var bytes = tars[tar].ToArray();
            bytes[header + random.Next(Fields[field], Fields[field + 1])] ^= (byte)(1 << random.Next(8));
            if (random.Next(2) == 0)
                RawTar.Seal(bytes.AsSpan(header, Block));
            var name = $"flip {flip} in the field at {Fields[field]} of the header at {header} of tar {tar}";
            yield return HostileArchive.Of(name, tar == 0 ? bytes : Build([.. tars.Skip(1).Select((plain, at) => at == tar - 1 ? bytes : plain)]));
        }
    }

    private static byte[] Build(byte[][] layers)
    {
        using var bytes = new MemoryStream();
        var tar = new RawTar(bytes);
        foreach (var (at, layer) in layers.Index())
            tar.File($"l{at}", layer);
        tar.File("c.json", HostileImage.Config(layers.Select(HostileImage.Hex)))
            .File("manifest.json", HostileImage.Manifest("c.json", [.. layers.Select((_, at) => $"l{at}")]));
        var index = HostileImage.Index(HostileImage.AddGood(tar));
        tar.File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""").File("index.json", index).End();
        return bytes.ToArray();
    }

    /// <summary>Where headers are: their magic tells.</summary>
    private static IEnumerable<int> Headers(byte[] tar) => Enumerable.Range(0, tar.Length / Block).Select(block => block * Block)
        .Where(at => tar.AsSpan(at + 257, 5).SequenceEqual("ustar"u8));
}
