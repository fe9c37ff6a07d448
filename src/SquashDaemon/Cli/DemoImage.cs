using System.Security.Cryptography;
using System.Text;

namespace SquashDaemon.Cli;

/// <summary>
/// A small image of four layers, as <c>docker save</c> writes one: enough to try the product without a container
/// engine, and it runs in one (x86-64).
/// </summary>
internal static class DemoImage
{
    /// <summary>The name that it is loaded under.</summary>
    public const string Name = "squashd-demo:latest";

    /// <summary>A static ELF program that prints a line; so the image needs no other file to run.</summary>
    private const string Hello =
        "f0VMRgIBAQAAAAAAAAAAAAIAPgABAAAAeABAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAABAAAAAAAAAAEAAAAFAAAAAAAAAAAAAAAAAEAA" +
        "AAAAAAAAQAAAAAAAswAAAAAAAACzAAAAAAAAAAAQAAAAAAAAuAEAAAC/AQAAAL6XAEAAuhwAAAAPBbg8AAAAMf8PBWhlbGxvIGZyb20gYSBzcXVh" +
        "c2hlZCBpbWFnZQo=";

    /// <summary>Writes the archive.</summary>
    public static void Write(Stream target)
    {
        byte[][] layers = [.. Layers()];
        var config = Encoding.UTF8.GetBytes(Config(layers));
        var configName = $"{Hex(config)}.json";
        using var archive = new DemoTar();
        foreach (var layer in layers)
            archive.File($"{Hex(layer)}/layer.tar", layer);
        var names = string.Join(',', layers.Select(layer => $"\"{Hex(layer)}/layer.tar\""));
        archive.File(configName, config).File(
            "manifest.json",
            $$"""[{"Config":"{{configName}}","RepoTags":["{{Name}}"],"Layers":[{{names}}]}]""");
        target.Write(archive.ToArray());
    }

    private static IEnumerable<byte[]> Layers()
    {
        using var install = new DemoTar();
        yield return install
            .Directory("bin/").Program("bin/hello", Convert.FromBase64String(Hello))
            .Directory("etc/").File("etc/release", "one\n").HardLink("etc/release.first", "etc/release")
            .Directory("cache/").File("cache/big", new string('x', 1 << 20)).ToArray();
        using var upgrade = new DemoTar();
        yield return upgrade
            .Directory("etc/").File("etc/release", "two\n").SymbolicLink("etc/current", "release").ToArray();
        using var cleaning = new DemoTar();
        yield return cleaning.File(".wh.cache", "").Directory("srv/").File("srv/page", "draft\n").ToArray();
        using var publishing = new DemoTar();
        yield return publishing
            .Directory("srv/").File("srv/page", "final\n").File("srv/name with spaces", "kept\n").ToArray();
    }

    private static string Config(byte[][] layers)
    {
        string[] steps = ["base", "upgrade", "clean up", "publish"];
        var history = string.Join(',', steps.Select(
            step => $$"""{"created":"2023-11-14T22:13:20Z","created_by":"demo: {{step}}"}"""));
        var diffIds = string.Join(',', layers.Select(layer => $"\"sha256:{Hex(layer)}\""));
        return $$$"""
            {"architecture":"amd64","config":{"Cmd":["/bin/hello"],"Env":["PATH=/bin","DEMO=1"],"Labels":{"demo":"yes"},
            "WorkingDir":"/srv"},"created":"2023-11-14T22:13:20Z","history":[{{{history}}}],"os":"linux",
            "rootfs":{"type":"layers","diff_ids":[{{{diffIds}}}]}}
            """;
    }

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
