using System.Text;
using System.Text.Json;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class NameBytesTests
{
    [Theory]
    [InlineData("6170702e746172")]
    [InlineData("c3a9e4b8adf09f90b32e746172")]
    [InlineData("fffe61")]
    [InlineData("e4b8")]
    [InlineData("edb280")]
    [InlineData("c0af")]
    [InlineData("611b0a80f09f90b3")]
    public void EveryNameIsKeptByteForByte(string bytes)
    {
        var name = Convert.FromHexString(bytes);
        var text = NameBytes.Decode(name);
        Assert.Equal(name, NameBytes.Encode(text));
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new ErrorRecord("", new SpoolName(text), default, "", "", 0), SpoolJson.Default.ErrorRecord);
        Assert.Equal(text, JsonSerializer.Deserialize(json, SpoolJson.Default.ErrorRecord)!.Name.Text);
        Assert.DoesNotContain(NameBytes.Show(text), char.IsControl);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a\u00e9", 2, "a")]
    [InlineData("a\U0001F433", 4, "a")]
    public void ANameIsCutBetweenCharacters(string name, int bytes, string expected) =>
        Assert.Equal(expected, NameBytes.Cut(name, bytes));

    [Fact]
    public void ALongNameHasRoomForItsNumberAndEveryNameOfItsReport()
    {
        var name = FreeName.Of(new string('x', 251) + ".tar", 12);
        Assert.EndsWith("x.12.tar", name, StringComparison.Ordinal);
        Assert.Equal(NameBytes.Longest, Encoding.UTF8.GetByteCount($"{name}.notloaded.json"));
    }
}
