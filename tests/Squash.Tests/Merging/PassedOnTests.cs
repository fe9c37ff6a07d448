using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>FLATTEN-RULES 1.7: what no rule speaks of passes as it stands, names of owners and odd headers too.</summary>
public sealed class PassedOnTests
{
    private static readonly string LongName = new('n', 40);

    [Theory]
    [InlineData('0')]
    [InlineData('2')]
    [InlineData('5')]
    public void NamesOfOwnersStay(char typeflag)
    {
        var layer = new Tar.TarBuilder()
            .Entry("a", typeflag, change: header => header.Text(265, "daemon\0").Text(297, "staff\0"))
            .Pax(("uname", LongName), ("gname", "g"), ("mtime", "1.5")).Entry("./b", typeflag)
            .Pax(("uname", "u"), ("gname", LongName)).Entry("./c", typeflag);
        Assert.Equal(
            ["a daemon staff ", $"b {LongName} g 1.5", $"c u {LongName} "],
            Entries(layer).Select(entry => $"{entry.Path.TrimEnd('/')} {entry.UserName} {entry.GroupName} {entry.MtimeText}"));
    }

    [Fact]
    public void NamesOfOwnersGoWithTheirOwnersOnly()
    {
        var layer = new Tar.TarBuilder().Entry("other")
            .Entry("same", change: header => header.Octal(108, 8, 1000).Octal(116, 8, 100))
            .Entry("./same, written anew", change: header => header.Octal(108, 8, 1000).Octal(116, 8, 100))
            .Entry("folder", '5');
        Assert.Equal(
            ["folder/  ", "other  ", "same root root", "same, written anew root root"],
            Entries(layer, new Owner(1000, 100)).Select(entry => $"{entry.Path} {entry.UserName} {entry.GroupName}").Order(StringComparer.Ordinal));
    }

    /// <summary>A mode that is padded with blanks is as good as one with zeros, and is not written anew.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AHeaderThatLoadsEverywhereIsCopied(bool isLinked)
    {
        var layer = new Tar.TarBuilder().Entry("f", content: "abc", change: header => header.Text(100, "   644 \0"));
        if (isLinked)
            layer.Entry("h", '1', change: header => header.Text(157, "f").Text(100, "   644 \0"));
        Assert.Equal(layer.End().Bytes, Merged.Merge([() => new MemoryStream(layer.Bytes)]));
    }

    private static List<Tar.ReadEntry> Entries(Tar.TarBuilder layer, Owner? owner = null) =>
        Tar.Reading.All(new MemoryStream(Merged.Merge([() => new MemoryStream(layer.Bytes)], owner)));
}
