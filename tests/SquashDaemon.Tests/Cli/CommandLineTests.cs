using System.Text.Json;

namespace SquashDaemon.Tests.Cli;

/// <summary>What goes wrong on the command line before and after the work: in the arguments, and in what is said.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CommandLineTests() => Assert.Equal(0, Squashd.Run("demo", _folder["demo.tar"]).Code);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run --drain --inbox ''", "--inbox is empty")]
    [InlineData("check --config ''", "--config is empty")]
    [InlineData("squash demo.tar -o ''", "--output is empty")]
    [InlineData("inspect ''", "IMAGE is empty")]
    [InlineData("demo ''", "FILE is empty")]
    [InlineData("inspect $'\\xff.tar'", "an argument is not UTF-8")]
    [InlineData("squash demo.tar -o $'\\xff.tar'", "an argument is not UTF-8")]
    [InlineData("squash demo.tar --no-such", "--no-such")]
    [InlineData("squash demo.tar --force -o fifo", "fifo is no regular file")]
    public void AMistakeIsOneOfUsage(string arguments, string says)
    {
        var (code, output, error) = Squashd.Shell(_folder.Path, $"mkfifo fifo; $SQUASHD {arguments}");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        (code, output, error) = Squashd.Shell(_folder.Path, $"$SQUASHD {arguments} --json");
        Assert.Equal((2, ""), (code, error));
        Assert.Contains(says, JsonDocument.Parse(output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["demo.tar", "fifo"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatBeginsWithAnAtSignIsNoFileOfOptions()
    {
        var (code, _, error) = Squashd.Shell(_folder.Path, "mv demo.tar @demo.tar && $SQUASHD squash @demo.tar -m '@all, it is flat'");
        Assert.Equal((0, true), (code, File.Exists(_folder["@demo.flat.tar"])));
        Assert.DoesNotContain("Response", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("squash demo.tar")]
    [InlineData("inspect demo.tar")]
    [InlineData("inspect demo.tar --json")]
    [InlineData("--help")]
    [InlineData("status --json")]
    public void AnOutputThatCannotBeWrittenIsSaid(string arguments)
    {
        var (code, _, error) = Squashd.Shell(_folder.Path, $"$SQUASHD {arguments} > /dev/full");
        Assert.Equal(74, code);
        Assert.Contains("squashd: cannot write standard output: No space left on device", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("squash demo.tar", 0)]
    [InlineData("squash nothing.tar", 2)]
    [InlineData("squash --no-such", 2)]
    public void WhatCannotBeSaidOnStandardErrorChangesNothing(string arguments, int expected) =>
        Assert.Equal(expected, Squashd.Shell(_folder.Path, $"$SQUASHD {arguments} 2> /dev/full").Code);

    [Fact]
    public void ANameThatLeavesNoRoomForThePartIsSaid()
    {
        var longest = new string('n', 255 - ".".Length - ".tar".Length - ".squashd.part".Length);
        Assert.Equal((0, "", ""), Squashd.Run("squash", "-q", _folder["demo.tar"], "-o", _folder[$"{longest}.tar"]));
        var (code, _, error) = Squashd.Run("squash", _folder["demo.tar"], "-o", _folder[$"{longest}é.tar"]);
        Assert.Equal(2, code);
        Assert.Equal("squashd: the name of the output is too long by 2 bytes; choose another with -o\n", error);
    }
}
