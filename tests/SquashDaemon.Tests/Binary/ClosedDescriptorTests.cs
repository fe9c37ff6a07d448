namespace SquashDaemon.Tests.Binary;

/// <summary>Whoever starts us may have closed standard input, output or error; the next file opened must not take their place.</summary>
public sealed class ClosedDescriptorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ClosedDescriptorTests() => Assert.Equal(0, Squashd.Run("demo", _folder["demo.tar"]).Code);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutStandardErrorTheArchiveIsWhole()
    {
        Assert.Equal(0, Shell("$SQUASHD squash demo.tar -o - 2>&- > flat.tar").Code);
        Assert.Equal(0, Squashd.Run("verify", _folder["demo.tar"], _folder["flat.tar"]).Code);
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData("<&- >&- 2>&-")]
    public void WithoutAnyTheDaemonWorks(string closing)
    {
        Directory.CreateDirectory(_folder["spool/inbox"]);
        File.Copy(_folder["demo.tar"], _folder["spool/inbox/app.tar"]);
        var run = "run --drain --inbox spool/inbox --set spool.state=$PWD/state --set spool.settle=50ms";
        Assert.Equal(0, Shell($"$SQUASHD {run} {closing}").Code);
        Assert.Equal(0, Squashd.Run("verify", _folder["demo.tar"], _folder["spool/outbox/app.tar"]).Code);
    }

    [Theory]
    [InlineData("inspect demo.tar >&-", "squashd: cannot write standard output: Bad file descriptor\n")]
    [InlineData("--help >&-", "squashd: cannot write standard output: Bad file descriptor\n")]
    [InlineData("squash demo.tar -q -o - >&-", "squashd: demo.tar: standard input or output is closed; redirect it\n")]
    [InlineData("squash - -o flat.tar <&-", "squashd: standard input: standard input or output is closed; redirect it\n")]
    [InlineData("squash - <&- >&-", "squashd: standard input: standard input or output is closed; redirect it\n")]
    [InlineData("inspect demo.tar <&- >&- 2>&-", "")]
    public void WhatIsMissingIsSaid(string arguments, string says)
    {
        var (code, output, error) = Shell($"$SQUASHD {arguments}");
        Assert.Equal((74, ""), (code, output));
        Assert.EndsWith(says, error, StringComparison.Ordinal);
        Assert.Equal([_folder["demo.tar"]], Directory.GetFiles(_folder.Path));
    }

    // The runtime of what is not published may have taken the place itself before our first line runs.
    private (int Code, string Output, string Error) Shell(string command)
    {
        StaticBinary.Given();
        return Squashd.Shell(_folder.Path, command);
    }
}
