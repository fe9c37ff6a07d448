
namespace Interop.Tests;

/// <summary>What an engine shows of a flat image is what it shows of the original.</summary>
[Collection(LabGroup.Name)]
public sealed class EngineTests(Lab lab, ITestOutputHelper output)
{
    private static readonly string[] NotInOci = ["Healthcheck", "OnBuild", "Shell"];

    [Theory]
    [MemberData(nameof(Images.InEveryForm), MemberType = typeof(Images))]
    public void EveryEngineShowsTheSame(string image, string form)
    {
        var flat = lab.PathOf($"{image}.flat.tar");
        Squashd.Squash(lab.Archive(image, form), flat);
        if (lab.IsKnown(flat))
        {
            output.WriteLine($"{image} as {form}: the same bytes as another form's, which every engine has loaded");
            return;
        }
        lab.InEachEngine(engine =>
        {
            AssertShows(engine, (image, form), flat);
            // What the engine saves of the flat image loads and shows the same again.
            var again = lab.PathOf($"{image}.again by {engine.Name}.tar");
            File.Delete(again);
            engine.Load(flat);
            engine.Save(again, Images.NameOf(image));
            engine.Remove(Images.NameOf(image));
            AssertShows(engine, (image, form), again);
            lab.Ran(engine.Name, $"{image} as {form}: {lab.Original(engine, image).Listing.Count} paths, config, history, command equal, twice");
        });
        lab.Know(flat);
    }

    [Fact]
    public void TwoImagesInOneArchiveStayTwo()
    {
        var (both, flat) = (lab.PathOf("both.tar"), lab.PathOf("both.flat.tar"));
        foreach (var image in Images.All)
            lab.Docker.Load(lab.Archive(image, "docker.tar"));
        lab.Docker.Save(both, [.. Images.All.Select(Images.NameOf)]);
        foreach (var image in Images.All)
            lab.Docker.Remove(Images.NameOf(image));
        Squashd.Squash(both, flat);
        var originals = Images.All.ToDictionary(image => image, image => lab.Original(lab.Docker, image));
        lab.Docker.Load(flat);
        foreach (var image in Images.All)
        {
            Assert.Equal("", Listing.Difference(originals[image].Listing, lab.Docker.List(Images.NameOf(image))));
            lab.Docker.Remove(Images.NameOf(image));
        }
        lab.Ran(lab.Docker.Name, "two images in one archive equal");
    }

    [Fact]
    public void ADamagedImageIsSeenToDiffer()
    {
        var folder = Directory.CreateDirectory(lab.PathOf("damage")).FullName;
        Tool.Run("sh", "-ec", $"cd {folder} && echo a > a && ln a b && ln -s a c && mkdir d && mkfifo e && setfattr -n user.x -v 1 a");
        var before = Listing.Of(folder);
        foreach (var damage in new[]
        {
            "chmod 600 a", "touch -d @1 b", "rm b && echo a > b", "chown 1 d", "ln -sfn b c", "setfattr -n user.x -v 2 a",
            "printf b > a", "rm e && touch e", "touch f",
        })
        {
            Tool.Run("sh", "-ec", $"cd {folder} && cp -a . {folder}.copy && cd {folder}.copy && {damage}");
            Assert.NotEqual("", Listing.Difference(before, Listing.Of($"{folder}.copy")));
            Tool.Run("rm", "-r", $"{folder}.copy");
        }
    }

    [Fact]
    public void TheSameArchiveGivesTheSameBytesElsewhere()
    {
        var (here, there) = (lab.PathOf("here.tar"), Path.Combine(Directory.CreateDirectory(lab.PathOf("else where")).FullName, "x"));
        Squashd.Squash(lab.Archive("real", "docker.tar"), here);
        var moved = lab.PathOf("moved.tar");
        File.Copy(lab.Archive("real", "docker.tar"), moved, overwrite: true);
        Squashd.Squash(moved, there);
        Tool.Run("cmp", here, there);
    }

    private void AssertShows(IEngine engine, (string Image, string Form) what, string archive)
    {
        var (image, form) = what;
        var original = lab.Original(engine, image);
        var flat = Observation.Of(engine, image, archive);
        Assert.Equal(1, flat.Layers);
        Assert.True(original.Listing.Count > 5, "the listing of the original is empty");
        AssertNone(engine, Listing.Difference(original.Listing, flat.Listing));
        AssertNone(engine, Listing.Difference(
            [.. original.Config.Where(line => IsIn(form, line))], [.. flat.Config.Where(line => IsIn(form, line))]));
        Assert.Equal(["squashd", .. original.History], flat.History);
        Assert.Equal(original.Printed, flat.Printed);
    }

    /// <summary>Podman and skopeo leave out what OCI's config has no key for when they convert docker's to it.</summary>
    private static bool IsIn(string form, string configLine) =>
        !(form.Contains("oci", StringComparison.Ordinal) || form.Contains("zstd.tar", StringComparison.Ordinal))
        || !NotInOci.Any(key => configLine.StartsWith(key, StringComparison.Ordinal));

    private static void AssertNone(IEngine engine, string difference) =>
        Assert.True(difference.Length == 0, $"{engine.Name}:\n{difference}");
}
