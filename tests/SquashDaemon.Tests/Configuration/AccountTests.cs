using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class AccountTests
{
    private static readonly string[] Lines =
    [
        "root:x:0:0:root:/root:/bin/bash",
        "+::::::",
        "short:x:10",
        "jo:x:1000:100:Jo,,,:/home/jo:/bin/sh",
        "other:x:1000:100::/home/other:/bin/sh",
    ];

    [Theory]
    [InlineData("0", "root", "/root")]
    [InlineData("1000", "jo", "/home/jo")]
    public void TheFirstLineOfANumberCounts(string number, string name, string home)
    {
        var entry = Account.Find(Lines, number)!;
        Assert.Equal((name, home), (entry[0], entry[5]));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("100")]
    public void ANumberThatNoWholeLineHasIsUnknown(string number) => Assert.Null(Account.Find(Lines, number));

    [Fact]
    public void OurOwnNameIsTheSystems() => Assert.Equal(Environment.UserName, Account.Name);
}
