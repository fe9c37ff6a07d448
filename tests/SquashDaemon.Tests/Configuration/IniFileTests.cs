using System.Text;
using CsCheck;
using Microsoft.Extensions.Configuration.Ini;
using SquashDaemon.Configuration;

namespace SquashDaemon.Tests.Configuration;

public sealed class IniFileTests
{
    /// <summary>Bytes of which many look like an INI file.</summary>
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.OneOf("[spool]", "[", "]", "settle", "=", " ", "\n", "\r\n", "\r", "#", ";", "/", "\"", "2s", "workers", "[limits]", ":", "\0", "é")
            .List[0, 40].Select(words => Encoding.UTF8.GetBytes(string.Concat(words))),
        Gen.Byte.Array[0, 200]);

    [Fact]
    public void EachValueKnowsItsLine()
    {
        var file = Read("# first\n[spool]\n\nsettle = 5s\r\n  inbox=/srv/in  \n[limits]\nworkers = \"3\"\n");
        Assert.Empty(file.Mistakes);
        Assert.Equal(
            [
                new GivenValue("spool", "settle", "5s", new SettingPlace("x.conf", 4)),
                new GivenValue("spool", "inbox", "/srv/in", new SettingPlace("x.conf", 5)),
                new GivenValue("limits", "workers", "3", new SettingPlace("x.conf", 7)),
            ],
            file.Values);
    }

    [Theory]
    [InlineData("settle = 5s", 1, "before any [SECTION]")]
    [InlineData("[spool]\nsettle", 2, "is not understood")]
    [InlineData("[spool\nsettle = 5s", 1, "is not understood")]
    [InlineData("[spool] # here\n", 1, "is not understood")]
    [InlineData("[spool]\nsettle = 5s\nSettle = 6s", 3, "given in line 2")]
    [InlineData("[spool]\nsettle = 5s\n[limits]\n[SPOOL]\nsettle = 6s", 5, "given in line 2")]
    public void ALineThatMeansNothingIsNamed(string text, int line, string says)
    {
        var mistake = Read(text).Mistakes[0];
        Assert.Equal($"x.conf:{line}", mistake.Place.ToString());
        Assert.Contains(says, mistake.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneBadLineDoesNotHideTheOthers()
    {
        var file = Read("rubbish\n[spool]\nmore rubbish\nsettle = 5s\n");
        Assert.Equal([1, 3], file.Mistakes.Select(mistake => mistake.Place.Line));
        Assert.Equal("settle", Assert.Single(file.Values).Name);
    }

    [Fact]
    public void AnyBytesGiveWhatTheLibraryReadsOrMistakes() => Bytes.Sample(bytes =>
    {
        var file = IniFile.Read(new MemoryStream(bytes), "x.conf");
        if (file.Mistakes.Count > 0)
            return;
        var library = IniStreamConfigurationProvider.Read(new MemoryStream(bytes));
        Assert.Equal(
            library.Select(pair => (pair.Key.ToUpperInvariant(), pair.Value)).Order(),
            file.Values.Select(value => ($"{value.Section}:{value.Name}".ToUpperInvariant(), (string?)value.Text)).Order());
    });

    [Fact]
    public void AnyBytesGiveSettingsOrMistakes()
    {
        using var folder = new TempFolder();
        var path = folder["x.conf"];
        Bytes.Sample(
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                var loaded = new SettingsLoader(new ConfigurationFiles(path), new Dictionary<string, string>(), []).Load();
                Assert.All(loaded.Mistakes, mistake =>
                {
                    Assert.DoesNotContain(mistake.ToString(), char.IsControl);
                    Assert.InRange(mistake.Place.Line, 1, bytes.Length);
                });
            },
            threads: 1);
    }

    private static IniFile Read(string text) => IniFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.conf");
}
