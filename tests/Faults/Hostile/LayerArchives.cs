namespace Faults.Hostile;

/// <summary>Images that are good but for what their layers hold.</summary>
internal static class LayerArchives
{
    private static readonly int Million = Scale.Of(1_000_000);
    private static readonly int Many = Scale.Of(200_000);

    private static readonly string[] Paths =
    [
        "../x", "/../x", "a/../../x", "..", ".", "/", "", "a/..", "a\0b", "a\u001b[2J\nb", "\u00ff\u00fe", ".wh.", ".wh..", ".wh...", ".wh..wh.", ".wh..wh..opq", ".wh..wh.plnk/x",
        ".wh..wh.aufs", "a/.wh.b/c", ".wh..wh..opq/x", ".wh.a/.wh.b", "dev/.wh.null", "./././.", "//", "a/", "proc/self/mem",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileArchive> All => [.. Named(), .. Typed(), .. Sparse(), .. Chains(), .. Deep(), .. Attributes(), .. Tables(), .. Led()];

    private static IEnumerable<HostileArchive> Named()
    {
        foreach (var (at, path) in Paths.Index())
        {
            yield return HostileImage.OfLayer($"an entry named {at}", tar => tar.Pax($"path={path}").File("x", "x"));
            yield return HostileImage.Of(
                $"an upper entry named {at}", HostileImage.Good, new HostileLayer(tar => tar.File("a/b", "1").File("dev/null", "2")),
                new HostileLayer(tar => tar.Pax($"path={path}").File("x", "x")));
            yield return HostileImage.OfLayer($"a hard link to {at}", tar => tar.File("f", "x").Pax($"linkpath={path}").HardLink("h", "x"));
        }
    }

    private static IEnumerable<HostileArchive> Typed()
    {
        foreach (var type in "3456789AMNSVXZ\0\x80")
            yield return HostileImage.OfLayer($"an entry of type {(int)type}", tar => tar.Add(new RawEntry("f") { Type = type }, 1).File("g", "x"));
        foreach (var size in new[] { -1, long.MaxValue, 1L << 44, 1L << 40, 100_000 })
            yield return HostileImage.OfLayer($"an entry of size {size}", tar => tar.Header(new RawEntry("f") { Change = RawTar.Base256Size(size) }));
        foreach (var field in new[] { "uid", "gid", "mtime", "atime", "SCHILY.devmajor", "size" })
        {
            foreach (var value in new[] { "-1", "99999999999999999999", "1.5.5", "", "9223372036854775807", "-9223372036854775809", "1e5", "0x1" })
                yield return HostileImage.OfLayer($"{field}={value}", tar => tar.Pax($"{field}={value}").File("f", "x"));
        }
    }

    private static IEnumerable<HostileArchive> Sparse()
    {
        HostileArchive Map(string name, params string[] records) => HostileImage.OfLayer(name, tar => tar.Pax(records).File("s", "x")) with
        {
            Options = ["--max-uncompressed", "1GiB"],
        };
        const string Exbi = "9223372036854775807";
        yield return Map("a sparse file of 8 EiB", $"GNU.sparse.size={Exbi}", "GNU.sparse.map=0,1");
        yield return Map("a sparse map of 8 EiB", "GNU.sparse.size=1", $"GNU.sparse.map={Exbi},1");
        yield return Map("a sparse map of 8 EiB twice", $"GNU.sparse.size={Exbi}", $"GNU.sparse.map={Exbi},{Exbi},{Exbi},{Exbi}");
        yield return Map("a sparse file of 16 TiB", "GNU.sparse.size=17592186044416", "GNU.sparse.map=0,1");
        yield return Map("a sparse file of 2 GiB", "GNU.sparse.size=2147483648", "GNU.sparse.map=0,1");
        yield return Map("a sparse file of 1 MiB", "GNU.sparse.size=1048576", "GNU.sparse.map=0,1");
        yield return Map("a sparse map that overlaps", "GNU.sparse.size=100", "GNU.sparse.map=0,1,0,1");
        yield return Map("a sparse map backwards", "GNU.sparse.size=100", "GNU.sparse.map=50,1,0,1");
        yield return Map("a sparse map of 100,000", "GNU.sparse.size=1000000", $"GNU.sparse.map={string.Join(',', Enumerable.Range(0, 100_000).Select(at => $"{at},0"))}");
        yield return Map("a sparse map that lies", "GNU.sparse.size=100", "GNU.sparse.map=0,99");
        yield return HostileImage.OfLayer("a sparse map of format 1.0 without an end", tar =>
            tar.Pax("GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=5").File("s", "99999999\n0\n"));
        yield return HostileImage.OfLayer("100 sparse files of 1 GiB", tar =>
        {
            for (var at = 0; at < 100; at++)
                tar.Pax("GNU.sparse.size=1073741824", "GNU.sparse.map=0,1").File($"{at}", "x");
        }) with
        {
            Options = ["--max-uncompressed", "2GiB"],
        };
        yield return HostileImage.Of(
            "a sparse file of 16 TiB that is kept, and a hard link to it",
            new HostileLayer(tar => tar.Pax("GNU.sparse.size=17592186044416", "GNU.sparse.map=0,1").File("s", "x")),
            new HostileLayer(tar => tar.HardLink("h", "s"))) with
        {
            Options = ["--from-layer", "1"],
        };
    }

    private static IEnumerable<HostileArchive> Chains()
    {
        void Links(RawTar tar, int count, Func<int, string> target)
        {
            for (var at = 0; at < count; at++)
                tar.HardLink($"h{at}", target(at));
        }
        yield return HostileImage.OfLayer($"{Million} hard links to one file", tar => Links(tar.File("f", "x"), Million, _ => "f"));
        yield return HostileImage.OfLayer($"a chain of {Million} hard links", tar => Links(tar.File("f", "x"), Million, at => at == 0 ? "f" : $"h{at - 1}"));
        yield return HostileImage.OfLayer("a chain of 100,000 hard links backwards", tar =>
        {
            Links(tar, 100_000, at => $"h{at + 1}");
            tar.File("h100000", "x");
        });
        yield return HostileImage.OfLayer("a chain of 20,000 hard links to nothing", tar => Links(tar, 20_000, at => $"h{at + 1}"));
        yield return HostileImage.OfLayer("a circle of 20,000 hard links", tar => Links(tar, 20_000, at => $"h{(at + 1) % 20_000}"));
        yield return HostileImage.OfLayer($"{Many} hard links before their file", tar =>
        {
            Links(tar, Many, _ => "z");
            tar.File("z", "x");
        });
        yield return HostileImage.Of(
            $"{Many} hard links to a lower layer", new HostileLayer(tar => tar.File("f", "x")),
            new HostileLayer(tar => Links(tar, Many, _ => "f")));
        yield return HostileImage.Of(
            "a chain of 1,000 hard links through 1,000 layers",
            [new HostileLayer(tar => tar.File("h0", "x")), .. Enumerable.Range(1, 999).Select(at => new HostileLayer(tar => tar.HardLink($"h{at}", $"h{at - 1}")))]);
        yield return HostileImage.Of(
            "100,000 hard links whose file was replaced", new HostileLayer(tar => Links(tar.File("f", "x"), 100_000, _ => "f")),
            new HostileLayer(tar => tar.File("f", "y")));
        yield return HostileImage.Of(
            "50,000 hard links to 50,000 kept files", new HostileLayer(tar => Files(tar, 50_000)),
            new HostileLayer(tar => Links(tar, 50_000, at => $"f{at}"))) with
        {
            Options = ["--from-layer", "1"],
        };
        yield return HostileImage.OfLayer("a hard link to itself", tar => tar.HardLink("a", "a"));
        yield return HostileImage.OfLayer("a hard link to a folder", tar => tar.Header(new RawEntry("d") { Type = '5' }).HardLink("a", "d"));
        yield return HostileImage.OfLayer("a hard link to nothing", tar => tar.HardLink("a\u001b[1m", "b\n"));
    }

    private static void Files(RawTar tar, int count)
    {
        for (var at = 0; at < count; at++)
            tar.File($"f{at}", "x");
    }

    private static IEnumerable<HostileArchive> Deep()
    {
        foreach (var length in new[] { 4096, 4097, 1 << 20 })
            yield return HostileImage.OfLayer($"a path of {length}", tar => tar.Pax($"path={new string('n', length)}").File("x", "x"));
        foreach (var depth in new[] { 2048, 2049, 100_000 })
            yield return HostileImage.OfLayer($"a path {depth} deep", tar => tar.Extended('L', OuterArchives.Deep(depth)).File("x", "x"));
        foreach (var paths in new[] { 10, 100, Scale.Of(5000) })
        {
            yield return HostileImage.OfLayer($"{paths} paths 2,040 deep", tar =>
            {
                for (var at = 0; at < paths; at++)
                    tar.Extended('L', $"{at}/{OuterArchives.Deep(2040)}").File("x", "");
            });
            yield return HostileImage.OfLayer($"{paths} whiteouts 2,040 deep", tar =>
            {
                for (var at = 0; at < paths; at++)
                    tar.Extended('L', $"{at}/{OuterArchives.Deep(2030)}/.wh.x").File("x", "");
            });
            yield return HostileImage.OfLayer($"{paths} opaque folders 2,040 deep", tar =>
            {
                for (var at = 0; at < paths; at++)
                    tar.Extended('L', $"{at}/{OuterArchives.Deep(2030)}/.wh..wh..opq").File("x", "");
            });
        }
        yield return HostileImage.OfLayer("a folder replaced 20,000 times with all below it", tar =>
        {
            for (var at = 0; at < 20_000; at++)
                tar.File($"d/{at}", "").File("d", "");
        });
        yield return HostileImage.Of(
            "1,000 layers that replace one folder",
            [.. Enumerable.Range(0, 1000).Select(at => new HostileLayer(tar => tar.File(at % 2 == 0 ? "d" : "d/d/d/d/d", "x")))]);
    }

    private static IEnumerable<HostileArchive> Attributes()
    {
        var large = "SCHILY.xattr.user.a=" + new string('x', 1_000_000);
        yield return HostileImage.OfLayer("an xattr of 1 MB on a file", tar => tar.Pax(large).File("f", "x"));
        yield return HostileImage.OfLayer("an xattr of 1 MB on a file with 2,000 links", tar =>
        {
            tar.Pax(large).File("f", "x");
            for (var at = 0; at < 2000; at++)
                tar.HardLink($"h{at}", "f");
        });
        yield return HostileImage.OfLayer("xattrs of 1 MB on 300 folders", tar =>
        {
            for (var at = 0; at < 300; at++)
                tar.Pax(large).Header(new RawEntry($"d{at}") { Type = '5' });
        });
        yield return HostileImage.OfLayer("xattrs of 1 MB on 300 files with links", tar =>
        {
            for (var at = 0; at < 300; at++)
                tar.Pax(large).File($"f{at}", "x").HardLink($"h{at}", $"f{at}");
        });
        yield return HostileImage.OfLayer("xattrs of 1 MB on 300 links before their file", tar =>
        {
            for (var at = 0; at < 300; at++)
                tar.Pax(large.Replace("xattr", "other", StringComparison.Ordinal)).HardLink($"h{at}", "z");
            tar.File("z", "x");
        });
        yield return HostileImage.OfLayer("70,000 xattrs on a file", tar =>
            tar.Pax([.. Enumerable.Range(0, 40_000).Select(at => $"SCHILY.xattr.u.{at:x}=")]).File("f", "x"));
        yield return HostileImage.OfLayer("an xattr with control bytes", tar => tar.Pax("SCHILY.xattr.user.\u001b[2J\n=\0\u001b").File("f", "x"));
    }

    private static IEnumerable<HostileArchive> Tables()
    {
        // Keys of paths are 128 bits of a keyed hash, so that names can only try what is like them.
        yield return HostileImage.OfLayer($"{Many} names that differ in their last bits", tar => Named(tar, Many, at => $"{(char)(at >> 14 | 0x80)}{new string('a', 80)}{at:x4}"));
        yield return HostileImage.OfLayer("2,000 names of zeros", tar => Named(tar, 2000, at => new string('0', at + 1)));
        yield return HostileImage.OfLayer($"{Many} folders with one file each", tar => Named(tar, Many, at => $"{at}/f"));
        yield return HostileImage.OfLayer($"{Million} files", tar => Named(tar, Million, at => $"{at / 1000}/{at}"));
        yield return HostileImage.OfLayer($"{Many} times the same file", tar => Named(tar, Many, _ => "f"));
        yield return HostileImage.Of(
            $"{Many} whiteouts of {Many} files", new HostileLayer(tar => Files(tar, Many)),
            new HostileLayer(tar => Named(tar, Many, at => $".wh.f{at}")));
        yield return HostileImage.Of(
            $"{Many} whiteouts without effect", new HostileLayer(tar => Files(tar, 1000)),
            new HostileLayer(tar => Named(tar, Many, at => $"f{at % 1000}/.wh.{at}")));
    }

    private static void Named(RawTar tar, int count, Func<int, string> name)
    {
        for (var at = 0; at < count; at++)
            tar.File(name(at), []);
    }

    private static IEnumerable<HostileArchive> Led()
    {
        yield return HostileImage.OfLayer("an entry below links in a circle", tar => tar.SymbolicLink("a", "b").SymbolicLink("b", "a").File("a/f", "x"));
        yield return HostileImage.OfLayer("an entry below a link that leads above the root", tar => tar.SymbolicLink("a", "../../..").File("a/f", "x"));
        yield return HostileImage.OfLayer("an entry below a link to a whiteout", tar => tar.SymbolicLink("a", ".wh.b").File("a/f", "x"));
        yield return HostileImage.OfLayer($"{Million} links and an entry below one", tar =>
        {
            for (var at = 0; at < Million; at++)
                tar.SymbolicLink($"{at}", "t");
            tar.File("7/f", "x");
        });
        yield return HostileImage.OfLayer($"{Many} entries below 40 links", tar =>
        {
            for (var at = 0; at < 40; at++)
                tar.SymbolicLink($"l{at}", $"{string.Concat(Enumerable.Repeat("d/../", 20))}l{at + 1}");
            for (var at = 0; at < Many; at++)
                tar.File($"l0/{at}", "");
        });
    }
}
