using System.Globalization;

namespace Interop.Tests;

/// <summary>What an engine shows of an image whose lower layers were kept is what it shows of the original.</summary>
[Collection(LabGroup.Name)]
public sealed class PartialTests(Lab lab, ITestOutputHelper output)
{
    /// <summary>
    /// Of the real image's many splits every one is verified, and every so many loaded; SQUASHD_SPLITS=all loads them all.
    /// </summary>
    private static readonly int LoadEvery = Environment.GetEnvironmentVariable("SQUASHD_SPLITS") == "all" ? 1 : 8;

    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void DockerShowsTheSameWhereverTheStackIsSplit(string image)
    {
        var layers = lab.Original(lab.Docker, image).Layers;
        using var held = Hold(lab.Docker, image);
        var splits = Enumerable.Range(1, layers)
            .ToLookup(squashed => image == "small" || squashed % LoadEvery == 1 || squashed == layers);
        // An engine waits for its disk, and leaves time to verify the others.
        Parallel.Invoke(
            () =>
            {
                foreach (var squashed in splits[true])
                {
                    var (flat, kept, added) = Squash($"{image}.partial", image, squashed);
                    AssertShows(lab.Docker, image, flat, kept, added);
                }
            },
            () =>
            {
                foreach (var squashed in splits[false])
                    Squash($"{image}.verified", image, squashed);
            });
        lab.Ran(lab.Docker.Name, $"{image}: {layers} splits equal");
    }

    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void PodmanShowsTheSame(string image)
    {
        var podman = lab.Engines.Single(engine => engine.Name == "podman overlay");
        var layers = lab.Original(podman, image).Layers;
        using var held = Hold(podman, image);
        var splits = LoadEvery == 1 ? Enumerable.Range(1, layers) : [1, layers / 2, layers];
        foreach (var squashed in splits)
        {
            var (flat, kept, added) = Squash($"{image}.partial", image, squashed);
            AssertShows(podman, image, flat, kept, added);
        }
        lab.Ran(podman.Name, $"{image}: {splits.Count()} splits of {layers} layers equal");
    }

    [Fact]
    public void KeptLayersOfEveryFormStayAsTheyAre()
    {
        foreach (var form in Images.Forms)
        {
            var flat = lab.PathOf("form.partial.tar");
            var (kept, _) = Squashd.SquashFrom(lab.Archive("small", form), flat, "2");
            Assert.Equal(lab.Original(lab.Docker, "small").Layers - 2, kept);
        }
    }

    private (string Flat, int Kept, int Added) Squash(string name, string image, int squashed)
    {
        var flat = lab.PathOf($"{name}.tar");
        var (kept, added) = Squashd.SquashFrom(
            lab.Archive(image, "docker.tar"), flat, squashed.ToString(CultureInfo.InvariantCulture));
        output.WriteLine($"{image}: {squashed} squashed: {kept} kept, {added} added");
        return (flat, kept, added);
    }

    private void AssertShows(IEngine engine, string image, string archive, int kept, int added)
    {
        var original = lab.Original(engine, image);
        var flat = Observation.Of(engine, image, archive);
        Assert.Equal(kept + added, flat.Layers);
        var difference = Listing.Difference(original.Listing, flat.Listing);
        Assert.True(difference.Length == 0, $"{engine.Name}, {kept} layers kept:\n{difference}");
        Assert.Equal(original.Config, flat.Config);
        Assert.Equal([.. Enumerable.Repeat("squashd", added), .. original.History], flat.History);
        Assert.Equal(original.Printed, flat.Printed);
    }

    /// <summary>Keeps the original in the store under another name, so that its layers are there when others share them.</summary>
    private HeldImage Hold(IEngine engine, string image)
    {
        engine.Load(lab.Archive(image, "docker.tar"));
        var name = $"localhost/squashd/held-{image}:1";
        engine.Tag(Images.NameOf(image), name);
        return new HeldImage(engine, name);
    }
}
