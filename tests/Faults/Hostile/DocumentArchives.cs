namespace Faults.Hostile;

/// <summary>Archives whose tar is good and whose JSON is not.</summary>
internal static class DocumentArchives
{
    private const string IndexType = "index.v1+json";
    private const string ManifestType = "manifest.v1+json";
    private static readonly string Zeros = new('0', 64);
    private static readonly string GoodHex = HostileImage.Good.Measure().Hex;
    private static readonly string GoodConfig = HostileImage.Config([GoodHex]);
    private static readonly string GoodManifest = HostileImage.Manifest("c.json", "l");

    private static readonly string[] Anything =
    [
        "", " ", "null", "0", "\"\"", "{}", "[]", "[null]", "[[]]", "[{}]", "{", "[", "]", "}{", "[1,]", "\u00ef\u00bb\u00bf[]", "[]\0", "\0", "tru", "-", "1e9999",
        "\"\\ud800\"", "{\"a\":1,\"a\":2}", "// x\n[]", "[{\"Config\":1}]", "[{\"Config\":\"c.json\",\"Layers\":[1]}]", "[{\"Config\":\"c.json\",\"Layers\":{}}]",
        "[{\"Config\":\"\",\"Layers\":[\"\"]}]", "[{\"Config\":\"c.json\\u0000\",\"Layers\":[\"l\"]}]", "{\"schemaVersion\":-1,\"manifests\":[{}]}",
        "{\"schemaVersion\":2,\"manifests\":null}", "{\"schemaVersion\":2,\"manifests\":[null]}", "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"\"}]}",
        "{\"rootfs\":null}", "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[1]}}", "{\"os\":\"\\u001b[31m\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileArchive> All => [.. Texts(), .. Large(), .. Digests(), .. Cycles(), .. Many(), .. Names(), .. Old()];

    private static HostileArchive Docker(string name, string config, string manifest) => HostileArchive.Of(name, tar =>
    {
        HostileImage.AddLayer(tar, "l", HostileImage.Good);
        tar.File("c.json", config).File("manifest.json", manifest);
    });

    private static IEnumerable<HostileArchive> Texts()
    {
        foreach (var (at, text) in Anything.Index())
        {
            yield return Docker($"manifest.json {at}", GoodConfig, text);
            yield return Docker($"config {at}", text, GoodManifest);
            yield return HostileArchive.Of($"index.json {at}", tar =>
            {
                HostileImage.AddGood(tar);
                tar.File("index.json", text);
            });
        }
    }

    private static IEnumerable<HostileArchive> Large()
    {
        foreach (var depth in new[] { 33, 1000, 10_000, 1_000_000 })
        {
            foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
            {
                var text = string.Concat(Enumerable.Repeat(open, depth)) + "0" + string.Concat(Enumerable.Repeat(close, depth));
                yield return Docker($"manifest.json {depth} deep with {open[0]}", GoodConfig, text);
                yield return Docker($"a config {depth} deep with {open[0]}", HostileImage.Config([GoodHex], $",\"x\":{text}"), GoodManifest);
            }
        }
        foreach (var bytes in new[] { (4 << 20) - 200, 4 << 20, (4 << 20) + 1, 100 << 20 })
        {
            var config = HostileImage.Config([GoodHex]);
            yield return Docker($"a config of {bytes}", config + new string(' ', bytes - config.Length), GoodManifest);
            yield return Docker($"a manifest.json of {bytes}", GoodConfig, GoodManifest + new string(' ', bytes - GoodManifest.Length));
            yield return HostileArchive.Of($"an index.json of {bytes}", tar =>
            {
                var index = HostileImage.Index(HostileImage.AddGood(tar));
                tar.File("index.json", index + new string(' ', bytes - index.Length));
            });
        }
        string Members(int count, string value) => string.Join(',', Enumerable.Range(0, count).Select(at => $"\"{at}\":{value}"));
        yield return Docker("a config with 300,000 members", HostileImage.Config([GoodHex], "," + Members(300_000, "1")), GoodManifest);
        yield return Docker("a config with 2,000,000 numbers", HostileImage.Config([GoodHex], $",\"x\":[{string.Join(',', Enumerable.Repeat('1', 2_000_000))}]"), GoodManifest);
        yield return Docker("a history of 1,300,000 steps", HostileImage.Config([GoodHex], $",\"history\":[{string.Join(',', Enumerable.Repeat("{}", 1_300_000))}]"), GoodManifest);
        yield return Docker("a history of 65,536 steps", HostileImage.Config([GoodHex], $",\"history\":[{string.Join(',', Enumerable.Repeat("{}", 65_536))}]"), GoodManifest);
        yield return Docker("a step with 300,000 members", HostileImage.Config([GoodHex], $",\"history\":[{{{Members(300_000, "1")}}}]"), GoodManifest);
        yield return HostileArchive.Of("200,000 annotations", tar => tar.File(
            "index.json", HostileImage.Index(HostileImage.AddGood(tar))[..^1] + $",\"annotations\":{{{Members(200_000, "\"\"")}}}}}"));
    }

    private static IEnumerable<HostileArchive> Digests()
    {
        foreach (var digest in new[]
        {
            $"sha256:{Zeros}", "sha256:", "sha256:../../../../etc/passwd", $"sha256:{new string('g', 64)}", $"SHA256:{Zeros}", $"sha512:{Zeros}{Zeros}", "sha256",
            $"sha256:{Zeros}0", $"md5:{Zeros}", "a/../b:c", "\\u0000", new string('a', 1_000_000),
        })
        {
            var cut = digest.Length > 80 ? $"{digest.Length} letters" : digest;
            yield return HostileArchive.Of($"an index that refers to {cut}", tar => tar.File("index.json", HostileImage.Index(
                HostileImage.AddGood(tar)[..^1].Replace("sha256:", "x", StringComparison.Ordinal) + "}",
                $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{digest}}","size":5}""")));
            yield return Docker($"a diff ID {cut}", GoodConfig.Replace($"sha256:{GoodHex}", digest, StringComparison.Ordinal), GoodManifest);
        }
        foreach (var size in new[] { -1, 0, 1, long.MaxValue, long.MinValue })
        {
            yield return HostileArchive.Of($"a descriptor of size {size}", tar =>
            {
                var good = HostileImage.AddGood(tar);
                tar.File("index.json", HostileImage.Index(good[..(good.LastIndexOf(':') + 1)] + $"{size}}}"));
            });
        }
        yield return HostileArchive.Of("blobs under the digests of others", tar =>
        {
            var plain = HostileImage.Good.Plain();
            var other = HostileImage.Hex("x"u8.ToArray());
            var config = HostileImage.AddBlob(tar, HostileImage.Config([HostileImage.Hex(plain)]), "config.v1+json");
            tar.File($"blobs/sha256/{other}", plain);
            var layer = HostileImage.Descriptor("layer.v1.tar", other, plain.Length);
            var manifest = HostileImage.AddBlob(tar, $$"""{"schemaVersion":2,"config":{{config}},"layers":[{{layer}}]}""", ManifestType);
            tar.File("index.json", HostileImage.Index(manifest));
        });
        yield return HostileArchive.Of("a config that is the layer", tar =>
        {
            var hex = HostileImage.AddLayer(tar, "l", HostileImage.Good);
            tar.File("manifest.json", HostileImage.Manifest("l", "l")).File("x", hex);
        });
        yield return Docker("a layer that is the config", GoodConfig, HostileImage.Manifest("c.json", "c.json"));
        yield return Docker("a layer that is the manifest", GoodConfig, HostileImage.Manifest("c.json", "manifest.json"));
        yield return HostileArchive.Of("a manifest that is an index by its type", tar =>
            tar.File("index.json", HostileImage.Index(HostileImage.AddGood(tar).Replace(ManifestType, IndexType, StringComparison.Ordinal))));
    }

    private static IEnumerable<HostileArchive> Cycles()
    {
        // A digest cannot be known before its content, so a circle is one of names: the blob is not what its name says.
        yield return HostileArchive.Of("an index that refers to itself", tar =>
        {
            var index = HostileImage.Index(HostileImage.Descriptor(IndexType, Zeros, 200));
            tar.File($"blobs/sha256/{Zeros}", index + new string(' ', 200 - index.Length)).File("index.json", index);
        });
        foreach (var (wide, deep) in new[] { (1, 5), (1, 1000), (2, 20), (300, 3), (300, 4), (3000, 3) })
        {
            yield return HostileArchive.Of($"indexes {wide} wide and {deep} deep", tar =>
            {
                var reference = HostileImage.AddGood(tar);
                for (var level = 1; level < deep; level++)
                    reference = HostileImage.AddBlob(tar, HostileImage.Index([.. Enumerable.Repeat(reference, wide)]), IndexType);
                tar.File("index.json", HostileImage.Index([.. Enumerable.Repeat(reference, wide)]));
            });
            yield return HostileArchive.Of($"indexes {wide} wide and {deep} deep that lead to nothing", tar =>
            {
                var reference = HostileImage.Descriptor(ManifestType, Zeros, 5);
                for (var level = 1; level < deep; level++)
                    reference = HostileImage.AddBlob(tar, HostileImage.Index([.. Enumerable.Repeat(reference, wide)]), IndexType);
                tar.File("index.json", HostileImage.Index([.. Enumerable.Repeat(reference, wide)]));
            });
        }
    }

    private static IEnumerable<HostileArchive> Many()
    {
        foreach (var count in new[] { 1000, 1001, 100_000 })
        {
            yield return Docker(
                $"a layer listed {count} times", HostileImage.Config(Enumerable.Repeat(GoodHex, Math.Min(count, 50_000))),
                HostileImage.Manifest("c.json", [.. Enumerable.Repeat("l", count)]));
        }
        yield return HostileArchive.Of("a layer of 64 MiB listed 999 times and a bad one", tar =>
        {
            var hex = HostileImage.AddLayer(tar, "l", new HostileLayer(layer => layer.File("f", new byte[64 << 20])));
            HostileImage.AddLayer(tar, "bad", HostileImage.Good);
            tar.File("c.json", HostileImage.Config(Enumerable.Repeat(hex, 999).Append(Zeros)))
                .File("manifest.json", HostileImage.Manifest("c.json", [.. Enumerable.Repeat("l", 999), "bad"]));
        });
        foreach (var images in new[] { 128, 129, 10_000 })
        {
            yield return Docker($"{images} images", GoodConfig, $"[{string.Join(',', Enumerable.Repeat(HostileImage.Entry("c.json", "l"), images))}]");
            yield return HostileArchive.Of($"{images} images that share a config of 4 MB", tar =>
            {
                var plain = HostileImage.Good.Plain();
                var config = HostileImage.Config([HostileImage.Hex(plain)]);
                HostileImage.AddGood(tar);
                var described = HostileImage.AddBlob(tar, config + new string(' ', 4_000_000), "config.v1+json");
                var layer = HostileImage.Descriptor("layer.v1.tar", HostileImage.Hex(plain), plain.Length);
                tar.File("index.json", HostileImage.Index([.. Enumerable.Range(0, images).Select(at => HostileImage.AddBlob(
                    tar, $$"""{"schemaVersion":2,"config":{{described}},"layers":[{{layer}}],"annotations":{"a":"{{at}}"} }""", ManifestType))]));
            });
        }
        yield return Docker("128 images with 1,000 layers each", HostileImage.Config(Enumerable.Repeat(GoodHex, 1000)), "["
            + string.Join(',', Enumerable.Repeat(HostileImage.Entry("c.json", [.. Enumerable.Repeat("l", 1000)]), 128)) + "]");
        yield return HostileArchive.Of("14,000 names of one image", tar =>
        {
            var good = HostileImage.AddGood(tar)[..^1];
            tar.File("index.json", HostileImage.Index([.. Enumerable.Range(0, 14_000).Select(at =>
                $$$"""{{{good}}},"annotations":{"org.opencontainers.image.ref.name":"app:{{{at}}}"} }""")]));
        });
        yield return Docker("100,000 names", GoodConfig, "[{\"Config\":\"c.json\",\"Layers\":[\"l\"],\"RepoTags\":["
            + string.Join(',', Enumerable.Range(0, 100_000).Select(at => $"\"app:{at}\"")) + "]}]");
    }

    private static IEnumerable<HostileArchive> Names()
    {
        static string Tags(string name, int count) => string.Join(',', Enumerable.Range(0, count).Select(at => $"\"{name}{at}:1\""));
        static string Named(string config, string tags) => $$"""{"Config":"{{config}}","RepoTags":[{{tags}}],"Layers":["l"]}""";
        foreach (var images in new[] { 1, 2, 126 })
        {
            yield return Docker(
                $"{images} entries of one image with 4,096 names each", GoodConfig, $"[{string.Join(',', Enumerable.Repeat(Named("c.json", Tags("a", 4096)), images))}]");
            yield return HostileArchive.Of($"{images} images with 4,096 names each, whose descriptors have 1,000 annotations", tar =>
            {
                var configs = Enumerable.Range(0, images).Select(at => HostileImage.Config([GoodHex], $",\"x\":{at}")).ToList();
                var annotations = string.Join(',', Enumerable.Range(0, 1000).Select(at => $"\"{at}\":\"\""));
                var descriptors = configs.Select(config => HostileImage.AddGood(tar, config)[..^1] + $",\"annotations\":{{{annotations}}}}}").ToArray();
                HostileImage.AddLayer(tar, "l", HostileImage.Good);
                tar.File("index.json", HostileImage.Index(descriptors)).File("manifest.json", "[" + string.Join(',', configs.Select((config, at) =>
                    Named($"blobs/sha256/{HostileImage.Hex(System.Text.Encoding.Latin1.GetBytes(config))}", Tags($"{at}/", 4096)))) + "]");
            });
        }
        yield return Docker("4,096 names of 420 letters", GoodConfig, $"[{Named("c.json", Tags(new string('a', 420), 4096))}]");
        yield return HostileArchive.Of("an old image with 330,000 names", tar => HostileImage.AddLayer(
            tar.File("0/json", "{}").File("repositories", $"{{\"a\":{{{string.Join(',', Enumerable.Range(0, 330_000).Select(at => $"\"{at}\":\"0\""))}}}}}"),
            "0/layer.tar", HostileImage.Good));
    }

    private static IEnumerable<HostileArchive> Old()
    {
        HostileArchive Chain(string name, int layers, Func<int, string> json) => HostileArchive.Of(name, tar =>
        {
            for (var at = 0; at < layers; at++)
                HostileImage.AddLayer(tar.File($"{at}/json", json(at)), $"{at}/layer.tar", HostileImage.Good);
        });
        yield return Chain("an old layer that is its own parent", 1, at => """{"id":"0","parent":"0"}""");
        yield return Chain("old layers in a circle", 100, at => $$"""{"id":"{{at}}","parent":"{{(at + 1) % 100}}"}""");
        yield return Chain("1,000 old layers", 1000, at => $$"""{"parent":"{{(at > 0 ? $"{at - 1}" : "")}}"}""");
        yield return Chain("1,001 old layers", 1001, at => $$"""{"parent":"{{(at > 0 ? $"{at - 1}" : "")}}"}""");
        yield return Chain("100 old layers with 4 MB of json", 100, at => $$"""{"parent":"{{(at > 0 ? $"{at - 1}" : "")}}","x":"{{new string('x', 4_000_000)}}"}""");
        yield return Chain("10,000 old images", 10_000, at => "{}");
        yield return Chain("an old layer without a parent", 1, at => $$"""{"parent":"\u001b[2J\n"}""");
        yield return HostileArchive.Of("an old layer with an empty name", tar =>
            HostileImage.AddLayer(tar.File("/json", "{}"), "/layer.tar", HostileImage.Good));
    }
}
