namespace Faults.Hostile;

/// <summary>Outer tars that are made to mislead: sizes, names, links, extended headers.</summary>
internal static class OuterArchives
{
    private const int MiB = 1 << 20;

    private static readonly string[] Names =
    [
        "../../../../etc/passwd", "/etc/passwd", "blobs/sha256/../../../x", "a\0b", "..", ".", "/", "", "-rf", "a\u001b[31m\nb", "\u0080\u00ff", "a//b/./c",
        "manifest.json/", "./manifest.json/../c.json", "con:", "\u007f",
    ];

    private static readonly long[] Sizes =
    [
        -1, -512, long.MinValue, long.MaxValue, long.MaxValue - 511, 1L << 62, 1L << 44, (1L << 44) + 1, 1L << 33, 513, 1,
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileArchive> All =>
    [
        .. Named(), .. Sized(), .. Linked(), .. Doubled(), .. Extended(), .. Ended(),
        HostileArchive.Of("20,000 members with names of 4,000 characters", tar => Many(tar, 20_000, at => $"{Deep(20, 199)}/{at}")),
        HostileArchive.Of("200,000 members", tar => Many(tar, 200_000, at => $"{at}")),
        HostileArchive.Of("100,000 symbolic links with targets of 4,000 characters", tar =>
        {
            for (var at = 0; at < 100_000; at++)
                tar.Extended('K', Deep(20, 199)).Header(new RawEntry($"{at}") { Type = '2', Link = "x" });
            HostileImage.Add(tar, HostileImage.Good);
        }),
    ];

    /// <summary>A path of folders.</summary>
    public static string Deep(int folders, int letters = 1) => string.Join('/', Enumerable.Repeat(new string('d', letters), folders));

    private static void Many(RawTar tar, int count, Func<int, string> name)
    {
        for (var at = 0; at < count; at++)
            tar.File(name(at), []);
        HostileImage.Add(tar, HostileImage.Good);
    }

    private static IEnumerable<HostileArchive> Named()
    {
        foreach (var (at, name) in Names.Index())
        {
            yield return HostileArchive.Of($"member name {at}", tar => HostileImage.Add(tar.File(name, "x"), HostileImage.Good));
            yield return HostileArchive.Of($"member name {at} in a record", tar =>
                HostileImage.Add(tar.Pax($"path={name}").File("x", "x"), HostileImage.Good));
            yield return HostileArchive.Of($"layer named {at}", tar =>
            {
                var hex = HostileImage.AddLayer(tar, name, HostileImage.Good);
                tar.File("c.json", HostileImage.Config([hex])).File("manifest.json", HostileImage.Manifest("c.json", Escape(name)));
            });
        }
        foreach (var length in new[] { 4096, 4097, 100_000, MiB, 4 * MiB })
        {
            yield return HostileArchive.Of($"a member name of {length}", tar =>
                HostileImage.Add(tar.Pax($"path={new string('n', length)}").File("x", "x"), HostileImage.Good));
            yield return HostileArchive.Of($"a GNU member name of {length}", tar =>
                HostileImage.Add(tar.Extended('L', new string('n', length)).File("x", "x"), HostileImage.Good));
        }
        yield return HostileArchive.Of("a member 100,000 deep", tar =>
            HostileImage.Add(tar.Extended('L', Deep(100_000)).File("x", "x"), HostileImage.Good));
    }

    private static IEnumerable<HostileArchive> Sized()
    {
        foreach (var size in Sizes)
        {
            yield return HostileArchive.Of($"a size of {size} in base 256", tar =>
            {
                tar.Header(new RawEntry("x") { Change = RawTar.Base256Size(size) });
                HostileImage.Add(tar, HostileImage.Good);
            });
            yield return HostileArchive.Of($"a size of {size} in a record", tar =>
                HostileImage.Add(tar.Pax($"size={size}").File("x", "x"), HostileImage.Good));
            yield return HostileArchive.Of($"a layer of size {size}", tar =>
            {
                tar.File("c.json", HostileImage.Config([new string('0', 64)])).File("manifest.json", HostileImage.Manifest("c.json", "l"))
                    .Header(new RawEntry("l") { Change = RawTar.Base256Size(size) });
            });
        }
        foreach (var size in new[] { "", "x", "-1", "1e3", "0x10", "99999999999999999999999", "1 ", " 1", "٣" })
        {
            yield return HostileArchive.Of($"a size of \"{size}\" in a record", tar =>
                HostileImage.Add(tar.Pax($"size={size}").File("x", "x"), HostileImage.Good));
        }
    }

    private static IEnumerable<HostileArchive> Linked()
    {
        foreach (var type in new[] { '1', '2' })
        {
            HostileArchive Loop(string name, params string[] links) => HostileArchive.Of($"{name} ({type})", tar =>
            {
                for (var at = 0; at < links.Length; at += 2)
                    tar.Header(new RawEntry(links[at]) { Type = type, Link = links[at + 1] });
                tar.File("c.json", HostileImage.Config([new string('0', 64)])).File("manifest.json", HostileImage.Manifest("c.json", "a/layer.tar"));
            });
            yield return Loop("layer.tar links to itself", "a/layer.tar", "layer.tar");
            yield return Loop("layer.tar links in a circle", "a/layer.tar", "../b/layer.tar", "b/layer.tar", "../a/layer.tar");
            yield return Loop("layer.tar links to nothing", "a/layer.tar", "../no");
            yield return Loop("layer.tar links out", "a/layer.tar", "../../../../../etc/passwd");
            yield return Loop("layer.tar links to /etc/passwd", "a/layer.tar", "/etc/passwd");
            yield return Loop("layer.tar links to its folder", "a/layer.tar", ".", "a", "a/layer.tar");
            yield return Loop("layer.tar links to the manifest", "a/layer.tar", "../manifest.json");
            yield return HostileArchive.Of($"10,000 links to links ({type})", tar =>
            {
                for (var at = 0; at < 10_000; at++)
                    tar.Header(new RawEntry($"{at}") { Type = type, Link = $"{at + 1}" });
                tar.File("c.json", HostileImage.Config([new string('0', 64)])).File("manifest.json", HostileImage.Manifest("c.json", "0"));
            });
        }
        foreach (var type in "3456789AMNSVX\0\x80")
        {
            yield return HostileArchive.Of($"a layer of type {(int)type}", tar => tar
                .File("c.json", HostileImage.Config([new string('0', 64)])).Header(new RawEntry("l") { Type = type })
                .File("manifest.json", HostileImage.Manifest("c.json", "l")));
        }
    }

    private static IEnumerable<HostileArchive> Doubled()
    {
        HostileArchive Twice(string name, string first, string second) => HostileArchive.Of(name, tar =>
        {
            var hex = HostileImage.AddLayer(tar, "l", HostileImage.Good);
            tar.File("c.json", HostileImage.Config([hex])).File("manifest.json", first).File("manifest.json", second);
        });
        var good = HostileImage.Manifest("c.json", "l");
        yield return Twice("manifest.json twice", good, good);
        yield return Twice("manifest.json twice, the first bad", "[", good);
        yield return Twice("manifest.json twice, the second bad", good, "[");
        yield return HostileArchive.Of("100,000 times manifest.json", tar =>
        {
            for (var at = 0; at < 100_000; at++)
                tar.File("manifest.json", "[");
            HostileImage.Add(tar, HostileImage.Good);
        });
        yield return HostileArchive.Of("a layer twice, the second other", tar =>
        {
            var hex = HostileImage.AddLayer(tar, "l", HostileImage.Good);
            HostileImage.AddLayer(tar, "l", new HostileLayer(layer => layer.File("evil", "x")));
            tar.File("c.json", HostileImage.Config([hex])).File("manifest.json", good);
        });
        yield return HostileArchive.Of("a layer that reaches over the manifest", tar =>
        {
            tar.File("c.json", HostileImage.Config([new string('0', 64)]))
                .Header(new RawEntry("l") { Size = 1024 }).File("manifest.json", good);
        });
        yield return HostileArchive.Of("a file that is a folder", tar => HostileImage.Add(
            tar.File("manifest.json/x", "x").File("c.json/y", "y").Header(new RawEntry("l0") { Type = '5' }), HostileImage.Good));
    }

    private static IEnumerable<HostileArchive> Extended()
    {
        foreach (var record in new[]
        {
            "5 a=b", "99999999999999999999 a=b\n", "-5 a=b\n", "0 a=b\n", "3 a\n", " 5 a=b\n", "6 a=b", "7 a=b\n", "6 =ab\n", "\n", "6\0a=b\n",
            "1048577 path=", "10737418240 SCHILY.xattr.user.a=x\n", "4294967302 a=b\n",
        })
        {
            yield return HostileArchive.Of($"the record {record.ReplaceLineEndings("\\n").Replace("\0", "\\0", StringComparison.Ordinal)}", tar =>
                HostileImage.Add(tar.Extended('x', record).File("x", "x"), HostileImage.Good));
        }
        yield return HostileArchive.Of("a record of 10 GiB by its header", tar => HostileImage.Add(
            tar.Header(new RawEntry("x") { Type = 'x', Change = RawTar.Base256Size(10L << 30) }), HostileImage.Good));
        yield return HostileArchive.Of("a GNU name of 10 GiB by its header", tar => HostileImage.Add(
            tar.Header(new RawEntry("x") { Type = 'L', Change = RawTar.Base256Size(10L << 30) }), HostileImage.Good));
        yield return HostileArchive.Of("1,000,000 records for one member", tar => HostileImage.Add(
            tar.Extended('x', string.Concat(Enumerable.Repeat("6 a=b\n", 1_000_000))).File("x", "x"), HostileImage.Good));
        yield return HostileArchive.Of("1,000,000 records for six members", tar =>
        {
            for (var at = 0; at < 6; at++)
                tar.Extended('x', string.Concat(Enumerable.Repeat("6 a=b\n", 170_000))).File($"{at}", "x");
            HostileImage.Add(tar, HostileImage.Good);
        });
        foreach (var type in "xgLK")
        {
            yield return HostileArchive.Of($"10,000 headers of type {type} for one member", tar =>
            {
                for (var at = 0; at < 10_000; at++)
                    tar.Extended(type, type is 'x' or 'g' ? "6 a=b\n" : "name\0");
                HostileImage.Add(tar.File("x", "x"), HostileImage.Good);
            });
            yield return HostileArchive.Of($"a header of type {type} and no member", tar => tar.Extended(type, "6 a=b\n"));
        }
    }

    private static IEnumerable<HostileArchive> Ended()
    {
        yield return HostileArchive.Of("nothing", []);
        yield return HostileArchive.Of("one byte", [0]);
        yield return HostileArchive.Of("one block of zeros", new byte[512]);
        yield return HostileArchive.Of("a mebibyte of zeros", new byte[MiB]);
        yield return HostileArchive.Of("a mebibyte of ones", [.. Enumerable.Repeat((byte)255, MiB)]);
        yield return HostileArchive.Of("text", "no archive\n"u8.ToArray());
        yield return new HostileArchive("no end marker", stream => HostileImage.Add(new RawTar(stream), HostileImage.Good));
        yield return HostileArchive.Of("an image after the end", tar =>
        {
            tar.File("x", "x").End();
            HostileImage.Add(tar, HostileImage.Good);
        });
        yield return HostileArchive.Of("folders only", tar => tar.Header(new RawEntry("a/") { Type = '5' }));
    }

    private static string Escape(string name) => string.Concat(name.Select(letter => $"\\u{(int)letter:x4}"));
}
