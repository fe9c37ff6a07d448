namespace Interop.Tests;

/// <summary>Every shape that a flat archive can have loads where it should, and shows the same.</summary>
[Collection(LabGroup.Name)]
public sealed class ShapeTests(Lab lab)
{
    private const string Docker = "docker overlay2";
    private const string Podman = "podman overlay";

    [Theory]
    [InlineData("small", "--compress gzip:9", Docker, Podman)]
    [InlineData("real", "--compress gzip:1", Docker, Podman)]
    [InlineData("small", "--compress zstd", Podman)]
    [InlineData("real", "--compress zstd:1 --layout oci", Podman)]
    [InlineData("small", "--layout oci", Podman)]
    public void AnotherFormShowsTheSame(string image, string options, params string[] engines)
    {
        var flat = lab.PathOf($"{image}.shape.tar");
        Tool.Run(Squashd.Path, ["squash", lab.Archive(image, "docker.tar"), "-o", flat, "--force", "--quiet", .. options.Split(' ')]);
        foreach (var engine in lab.Engines.Where(engine => engines.Contains(engine.Name)))
        {
            AssertSame(lab.Original(engine, image), Observation.Of(engine, image, flat));
            lab.Ran(engine.Name, $"{image} with {options}");
        }
    }

    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void APipeNeedsNoFile(string image)
    {
        lab.InEachEngine(engine =>
        {
            AssertSame(
                lab.Original(engine, image),
                Observation.Of(engine, image, () => engine.LoadFrom($"{Squashd.Path} squash {lab.Archive(image, "docker.tar")} -o - --quiet")));
            lab.Ran(engine.Name, $"{image} through a pipe");
        });
        lab.Podman.LoadFrom($"cat {lab.Archive(image, "docker.tar")} | {Squashd.Path} squash - --scratch {lab.PathOf(".")} --quiet");
        lab.Podman.Remove(Images.NameOf(image));
        lab.Ran(lab.Podman.Name, $"{image} through two pipes");
    }

    /// <summary>As a layer is that was put together from packages: /lib leads to /usr/lib, and other entries begin with lib/.</summary>
    [Fact]
    public void EntriesBelowALinkOfTheirOwnLayerShowTheSame()
    {
        const string Name = "localhost/led:1";
        var (archive, flat) = (lab.PathOf("led.tar"), lab.PathOf("led.flat.tar"));
        Tool.Run("sh", "-ec", $$$"""
            cd {{{Directory.CreateDirectory(lab.PathOf("led")).FullName}}}
            mkdir -p a/usr/lib a/opt/deep b/lib/more b/opt/up
            echo old > a/usr/lib/kept
            ln -s usr/lib a/lib; ln -s ../../lib a/opt/up; ln -s /opt/deep a/abs
            echo new > b/lib/new; echo most > b/lib/more/most; echo up > b/opt/up/.hidden
            mkdir b/abs; echo abs > b/abs/file; ln b/lib/new b/abs/linked
            tar -cf layer.tar --numeric-owner --owner 0 --group 0 --mtime @1700000000 -C a usr opt lib abs
            tar -rf layer.tar --numeric-owner --owner 0 --group 0 --mtime @1700000001 -C b lib/new lib/more opt/up/.hidden abs/file abs/linked
            digest=$(sha256sum layer.tar | cut -d ' ' -f 1)
            printf '{"architecture":"amd64","os":"linux","config":{"Cmd":["/x"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$digest" > config.json
            printf '[{"Config":"config.json","RepoTags":["{{{Name}}}"],"Layers":["layer.tar"]}]' > manifest.json
            tar -cf {{{archive}}} manifest.json config.json layer.tar
            """);
        Squashd.Squash(archive, flat);
        foreach (var engine in lab.Engines)
        {
            engine.Load(archive);
            var original = engine.List(Name);
            engine.Remove(Name);
            Assert.Contains(original, line => line.Contains("usr/lib/more/most", StringComparison.Ordinal));
            engine.Load(flat);
            var shown = engine.List(Name);
            engine.Remove(Name);
            Assert.Equal("", Listing.Difference(original, shown));
            lab.Ran(engine.Name, "entries below a link of their own layer");
        }
    }

    [Fact]
    public void ANewNameAndMessageShow()
    {
        var flat = lab.PathOf("renamed.tar");
        Tool.Run(
            Squashd.Path, "squash", lab.Archive("small", "docker.tar"), "-o", flat, "--force", "--quiet", "-t", "localhost:5000/new/name",
            "-t", "other:2", "-m", "made \"flat\"");
        foreach (var engine in lab.Engines)
        {
            engine.Load(flat);
            Assert.Equal("made \"flat\"", engine.Comment("localhost:5000/new/name:latest"));
            // podman puts names without a registry under localhost or docker.io, as the archive spells them.
            engine.Remove("localhost:5000/new/name:latest");
            engine.Remove("docker.io/library/other:2");
            lab.Ran(engine.Name, "renamed");
        }
    }

    private static void AssertSame(Observation original, Observation flat)
    {
        Assert.Equal(1, flat.Layers);
        Assert.Equal("", Listing.Difference(original.Listing, flat.Listing));
        Assert.Equal(original.Config, flat.Config);
        Assert.Equal(["squashd", .. original.History], flat.History);
        Assert.Equal(original.Printed, flat.Printed);
    }
}
