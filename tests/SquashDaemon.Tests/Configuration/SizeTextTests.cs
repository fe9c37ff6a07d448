using CsCheck;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("64 mib", 67_108_864)]
    [InlineData("1TiB", 1_099_511_627_776)]
    [InlineData("10GB", 10_000_000_000)]
    [InlineData("3kb", 3_000)]
    public void ANumberAndAUnitAreASize(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1.5GiB")]
    [InlineData("64M")]
    [InlineData("64MiBs")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("9223372036854775808")]
    [InlineData("9000000000000000PiB")]
    public void NothingElseIs(string text) => Assert.Throws<FormatException>(() => SizeText.Parse(text));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1023, "1023B")]
    [InlineData(10_485_760, "10MiB")]
    [InlineData(1_000_000, "1000000B")]
    public void ItIsShownInTheLargestUnitThatIsExact(long bytes, string text) => Assert.Equal(text, SizeText.Show(bytes));

    [Fact]
    public void WhatIsShownIsRead() => Gen.Long[0, long.MaxValue].Sample(bytes => SizeText.Parse(SizeText.Show(bytes)) == bytes);
}
