using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

/// <summary>
/// The configuration judges options before there is an image, the engine when there is one: what the first takes, the
/// second must, or every image would fail; and what the engine takes and people write, it must take.
/// </summary>
public sealed class GrammarTests
{
    [Theory]
    [InlineData("layout", "docker", "oci", "Oci", "tar", "", "docker ")]
    [InlineData("compress", "none", "gzip", "gzip:1", "gzip:9", "zstd", "zstd:19", "GZIP", "none:1", "gzip:0", "gzip:10", "gzip:", "gzip:1:2", "zstd:20", "zstd:+1", "xz")]
    [InlineData("platform", "linux/amd64", "linux/arm64/v8", "linux", "linux/", "/amd64", "linux/arm64/", "linux//v8", "linux/arm/v7/x", "Linux/amd64")]
    [InlineData("owner", "keep", "0:0", "4294967294:4294967294", "4294967295:0", "0:4294967295", "4294967296:0", "-1:0", "+1:0", "0", "0:", ":0", "0:0:0", "root:root", "KEEP", "0x1:0")]
    public void TheConfigurationTakesWhatTheEngineTakes(string name, params string[] values) => Assert.All(values, value =>
    {
        var key = SettingKeys.Find("squash", name)!;
        var nothing = new DaemonSettings(new SpoolSettings(SpoolFolders.Of("/")));
        var isTaken = Takes(() => key.Binding.Write(nothing, value));
        // Files of this form leave the case of words open, the command line does not.
        Assert.Equal(Takes(() => new SquashOptions { ScratchDirectory = "/" }.With(name, Lowered(name, value))), isTaken);
        if (isTaken)
            Assert.True(Takes(() => SquashMapping.Of(key.Binding.Write(nothing, value).Squash, "/")), value);
    });

    private static string Lowered(string name, string value) => name == "platform" ? value : value.ToLowerInvariant();

    private static bool Takes(Func<object> judge)
    {
        try
        {
            judge();
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
