namespace Squash.Tests;

/// <summary>Options as the command line, the configuration and the files beside an image spell them.</summary>
public sealed class OptionTextTests
{
    private static readonly SquashOptions None = new() { ScratchDirectory = "." };

    [Theory]
    [InlineData("app", "app:latest")]
    [InlineData("app:1", "app:1")]
    [InlineData("docker.io/library/app:1", "app:1")]
    [InlineData("docker.io/team/app", "team/app:latest")]
    [InlineData("registry:5000/app", "registry:5000/app:latest")]
    [InlineData("registry:5000/team/app:1.0_rc-1", "registry:5000/team/app:1.0_rc-1")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("localhost:5000/a__b/c-d.e", "localhost:5000/a__b/c-d.e:latest")]
    [InlineData("Registry.example/app", "Registry.example/app:latest")]
    [InlineData("[::1]:5000/app", "[::1]:5000/app:latest")]
    public void ATagIsANameByTheReferenceGrammar(string given, string name) =>
        Assert.Equal([name], None.With("tag", given).Names);

    [Fact]
    public void TagsAddUpAndTheSameOneCountsOnce() => Assert.Equal(
        ["a:latest", "b:1"], None.With("tag", "a").With("tag", "b:1").With("tag", "docker.io/library/a:latest").Names);

    [Theory]
    [InlineData("tag", "")]
    [InlineData("tag", "App")]
    [InlineData("tag", "app:")]
    [InlineData("tag", "app:la test")]
    [InlineData("tag", "app:-x")]
    [InlineData("tag", "app@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("tag", "-app")]
    [InlineData("tag", "a//b")]
    [InlineData("tag", "a/B")]
    [InlineData("tag", "a\n")]
    [InlineData("tag", "a/../b")]
    [InlineData("tag", "registry:port/app")]
    [InlineData("platform", "linux")]
    [InlineData("platform", "linux/")]
    [InlineData("platform", "linux/arm/v7/x")]
    [InlineData("layout", "Docker")]
    [InlineData("compress", "gzip:0")]
    [InlineData("compress", "gzip:10")]
    [InlineData("compress", "gzip:")]
    [InlineData("compress", "none:1")]
    [InlineData("compress", "zstd:20")]
    [InlineData("compress", "zstd:-1")]
    [InlineData("compress", "xz")]
    [InlineData("owner", "root:root")]
    public void AWrongValueIsSaidWithWhatWouldBeRight(string name, string value)
    {
        var error = Assert.Throws<FormatException>(() => None.With(name, value));
        Assert.Matches("^\".*\" is not .+$", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void ATagIsNoLongerThanARegistryTakes()
    {
        Assert.Equal($"{new string('a', 200)}:latest", None.With("tag", new string('a', 200)).Names[0]);
        Assert.Throws<FormatException>(() => None.With("tag", new string('a', 255)));
        Assert.Throws<FormatException>(() => None.With("tag", $"a:{new string('a', 129)}"));
    }
}
