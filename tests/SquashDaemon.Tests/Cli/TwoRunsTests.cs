namespace SquashDaemon.Tests.Cli;

/// <summary>Two runs that write the same output at the same time.</summary>
public sealed class TwoRunsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TwoRunsTests() => Assert.Equal(0, Squashd.Run("demo", Demo).Code);

    private string Demo => _folder["demo.tar"];

    private string Part => _folder[".demo.flat.tar.squashd.part"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSecondMayTryAgainLaterAndDisturbsNothing()
    {
        using (var first = new FileStream(Part, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            first.Write("half"u8);
            first.Flush();
            var (code, _, error) = Squashd.Run("squash", Demo);
            Assert.Equal(75, code);
            Assert.Contains("another process writes its output; try again when that has ended", error, StringComparison.Ordinal);
            Assert.Equal(4, first.Length);
            Assert.True(File.Exists(Part));
        }
        Assert.Equal(0, Squashd.Run("squash", Demo).Code);
        Assert.False(File.Exists(Part));
    }
}
