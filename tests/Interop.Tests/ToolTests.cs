namespace Interop.Tests;

/// <summary>Tools that read flat archives without an engine.</summary>
[Collection(LabGroup.Name)]
public sealed class ToolTests(Lab lab)
{
    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void SkopeoReadsBothForms(string image)
    {
        var flat = lab.PathOf($"{image}.tools.tar");
        Squashd.Squash(lab.Archive(image, "docker.tar"), flat);
        var docker = Tool.Run("skopeo", "inspect", $"docker-archive:{flat}:{Images.NameOf(image)}");
        var oci = Tool.Run("skopeo", "inspect", $"oci-archive:{flat}:{Images.NameOf(image)}");
        foreach (var inspected in new[] { docker, oci })
            Assert.Single(System.Text.Json.JsonDocument.Parse(inspected).RootElement.GetProperty("Layers").EnumerateArray());
        lab.Ran("skopeo", $"{image} as docker-archive and oci-archive");
    }

    [Theory]
    [InlineData("small")]
    [InlineData("real")]
    public void UmociUnpacksTheSame(string image)
    {
        var flat = lab.PathOf($"{image}.tools.tar");
        Squashd.Squash(lab.Archive(image, "docker.tar"), flat);
        var original = Unpack(lab.Archive(image, "docker.tar"), $"{image}-original");
        Assert.Equal("", Listing.Difference(original, Unpack(flat, $"{image}-flat")));
        lab.Ran("umoci", $"{image}: {original.Count} paths equal");
    }

    private IReadOnlyList<string> Unpack(string archive, string name)
    {
        var (layout, bundle) = (lab.PathOf($"{name}.oci"), lab.PathOf($"{name}.bundle"));
        Tool.Run("skopeo", "copy", "-q", $"docker-archive:{archive}", $"oci:{layout}:image");
        Tool.Run("umoci", "unpack", "--image", $"{layout}:image", bundle);
        return Listing.Of(Path.Combine(bundle, "rootfs"));
    }
}
