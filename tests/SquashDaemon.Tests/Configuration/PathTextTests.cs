using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("/srv/in", "/srv/in")]
    [InlineData("/srv/in/", "/srv/in")]
    [InlineData("/srv//a/../in", "/srv/in")]
    [InlineData("/", "/")]
    [InlineData("~", "HOME")]
    [InlineData("~/in", "HOME/in")]
    [InlineData("%h/in", "HOME/in")]
    [InlineData("/srv/100%%", "/srv/100%")]
    [InlineData("/srv/~/in", "/srv/~/in")]
    public void APathIsFull(string text, string path) =>
        Assert.Equal(path.Replace("HOME", Places.Home, StringComparison.Ordinal), PathText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("inbox")]
    [InlineData("./inbox")]
    [InlineData("~alice/inbox")]
    [InlineData("/srv/%i")]
    [InlineData("/srv/100%")]
    [InlineData("/srv/\0")]
    public void NothingElseIs(string text) => Assert.Throws<FormatException>(() => PathText.Parse(text));

    [Theory]
    [InlineData("/srv/%h %% ~")]
    [InlineData("/srv/in")]
    public void WhatIsShownIsRead(string path) => Assert.Equal(path, PathText.Parse(PathText.Show(path)));
}
