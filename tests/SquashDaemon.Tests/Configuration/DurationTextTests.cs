using CsCheck;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("200ms", 200)]
    [InlineData("30s", 30_000)]
    [InlineData("30 s", 30_000)]
    [InlineData("15m", 900_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("5d", 432_000_000)]
    [InlineData("090s", 90_000)]
    public void ANumberAndAUnitAreADuration(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("1h30m")]
    [InlineData("5S")]
    [InlineData("5 sec")]
    [InlineData("00:00:05")]
    [InlineData("٣s")]
    [InlineData("9999999999999999999s")]
    [InlineData("9223372036854775807d")]
    public void NothingElseIs(string text) => Assert.Throws<FormatException>(() => DurationText.Parse(text));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(60_000, "1m")]
    [InlineData(90_000, "90s")]
    [InlineData(1_500, "1500ms")]
    [InlineData(172_800_000, "2d")]
    public void ItIsShownInTheLargestUnitThatIsExact(long milliseconds, string text) =>
        Assert.Equal(text, DurationText.Show(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void WhatIsShownIsRead() => Gen.Long[0, 1L << 40].Sample(milliseconds =>
        DurationText.Parse(DurationText.Show(TimeSpan.FromMilliseconds(milliseconds))) == TimeSpan.FromMilliseconds(milliseconds));
}
