using CsCheck;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class NearestKeyTests
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char['a', 'e'], 0, 8];

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("settle", "settle", 0)]
    [InlineData("settle", "SETTLE", 0)]
    [InlineData("settle", "setle", 1)]
    [InlineData("settle", "settel", 1)]
    [InlineData("settle", "settles", 1)]
    [InlineData("settle", "", 6)]
    [InlineData("done", "delay", 4)]
    public void TheDistanceCountsEdits(string first, string second, int edits) => Assert.Equal(edits, EditDistance.Of(first, second));

    [Fact]
    public void TheDistanceIsTheSameBothWaysAndZeroOnlyForEqualWords() => Gen.Select(Word, Word).Sample((first, second) =>
        EditDistance.Of(first, second) is var distance
        && distance == EditDistance.Of(second, first)
        && distance == 0 == (first == second)
        && distance <= Math.Max(first.Length, second.Length));

    [Theory]
    [InlineData("spool", "setle", "[spool] settle")]
    [InlineData("spol", "settle", "[spool] settle")]
    [InlineData("retry", "max-delay", "[retry] max_delay")]
    [InlineData("retry", "timeout", "[hooks] timeout")]
    [InlineData("hooks", "workers", "[limits] workers")]
    [InlineData("logging", "filesize", "[logging] file_size")]
    [InlineData("logging", "loglevel", "[logging] level")]
    [InlineData("metrics", "text_file", "[metrics] textfile")]
    public void TheKeyThatWasMeantIsFound(string section, string name, string meant) =>
        Assert.Equal(meant, SettingKeys.Nearest(section, name).FullName);

    [Fact]
    public void AKeyIsNearestToItself() => Assert.All(SettingKeys.All, key => Assert.Equal(key, SettingKeys.Nearest(key.Section, key.Name)));

    [Fact]
    public void AnyWordsHaveANearestKey() => Gen.Select(Gen.String, Gen.String).Sample((section, name) =>
        SettingKeys.All.Contains(SettingKeys.Nearest(section, name)));
}
