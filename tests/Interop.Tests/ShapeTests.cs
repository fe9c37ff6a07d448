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
