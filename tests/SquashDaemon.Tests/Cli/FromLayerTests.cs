using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

/// <summary><c>squash --from-layer</c>: what may be chosen, and what is said of a wrong choice.</summary>
public sealed class FromLayerTests(DemoArchive demo) : IClassFixture<DemoArchive>, IDisposable
{
    private readonly TempFolder _folder = new();

    private string Flat => _folder["flat.tar"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", 3)]
    [InlineData("2", 2)]
    [InlineData("3", 1)]
    [InlineData("4", 0)]
    [InlineData("+2", 2)]
    [InlineData("@2", 2)]
    [InlineData("@3", 1)]
    public void TheNewestLayersAreSquashed(string choice, int kept)
    {
        choice = choice[0] == '@' ? demo.DiffIds[choice[1] - '0'][..19] : choice;
        var (code, output, error) = Squashd.Run("squash", demo.Path, "-o", Flat, "--from-layer", choice, "--json");
        Assert.Equal((0, ""), (code, error));
        var image = JsonDocument.Parse(output).RootElement.GetProperty("report").GetProperty("images")[0];
        Assert.Equal((4, kept), (image.GetProperty("layers_before").GetInt32(), image.GetProperty("layers_kept").GetInt32()));
        var (verified, said, _) = Squashd.Run("verify", demo.Path, Flat);
        Assert.Equal((0, "equal: 1 images, 10 paths"), (verified, said.Trim()));
    }

    [Fact]
    public void ThePlainReportCountsKeptLayersAndTheNewOne() => Assert.Contains(
        "4 layers became 3", Squashd.Run("squash", demo.Path, "-o", Flat, "--from-layer=2").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "there is no layer 0")]
    [InlineData("-1", "there is no layer -1")]
    [InlineData("5", "there is no layer 5, the image has 4 layers")]
    [InlineData("two", "\"two\" is neither a number of layers nor an ID")]
    [InlineData("1.5", "\"1.5\" is neither")]
    [InlineData("abcdef", "neither a number of layers nor an ID of 12 or more")]
    [InlineData("abcdefabcdef", "no layer and no image of the archive has the ID abcdefabcdef")]
    [InlineData("a\u001b[2J", "\"a\\x1b[2J\" is neither")]
    [InlineData("@1", "nothing stands above sha256:")]
    public void AWrongChoiceIsAUsageErrorThatListsTheLayers(string choice, string says)
    {
        choice = choice == "@1" ? demo.DiffIds[0] : choice;
        var (code, output, error) = Squashd.Run("squash", demo.Path, "-o", Flat, "--from-layer", choice);
        Assert.Equal((2, ""), (code, output));
        var lines = error.TrimEnd().Split('\n');
        Assert.Contains(says, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
        Assert.Equal(5, lines.Length);
        Assert.Matches(@"^ +1 +\d+\.\d{3} MB  sha256:[0-9a-f]{64}  demo: publish$", lines[1]);
        Assert.Matches(@"^ +4 +\d+\.\d{3} MB  sha256:[0-9a-f]{64}  demo: base$", lines[4]);
        Assert.False(File.Exists(Flat));
    }

    [Fact]
    public void JsonHoldsTheListToo() => Assert.Equal(4, demo.DiffIds.Distinct().Count());
}
