using System.Text;
using Squash.Layers;
using Squash.Text;

namespace Squash.Tests.Layers;

public sealed class LayerPathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("./a", "a")]
    [InlineData("/a", "a")]
    [InlineData("///a//b///", "a/b")]
    [InlineData("a/./b", "a/b")]
    [InlineData("a/.", "a")]
    [InlineData("x/../a", "a")]
    [InlineData("a/b/../../c", "c")]
    [InlineData("a/..", "")]
    [InlineData("./", "")]
    [InlineData(".", "")]
    [InlineData("/", "")]
    [InlineData("", "")]
    [InlineData("..a/.b/c..", "..a/.b/c..")]
    [InlineData("...", "...")]
    [InlineData(" a /b\n", " a /b\n")]
    public void R01PathsAreNormalisedLexically(string recorded, string expected) => Assert.Equal(expected, Parse(recorded));

    [Theory]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/..")]
    public void R02APathAboveTheRootIsRefused(string recorded) =>
        Assert.Contains("R2", Assert.Throws<InvalidDataException>(() => Parse(recorded)).Message);

    [Theory]
    [InlineData("a", WhiteoutKind.None)]
    [InlineData(".wh.a", WhiteoutKind.Whiteout)]
    [InlineData("d/.wh.a", WhiteoutKind.Whiteout)]
    [InlineData("d/.wh..wh.a", WhiteoutKind.Whiteout)]
    [InlineData("d/.wh..wh..opq", WhiteoutKind.Opaque)]
    [InlineData(".wh..wh..opq", WhiteoutKind.Opaque)]
    [InlineData(".wh..wh.aufs", WhiteoutKind.Dropped)]
    [InlineData(".wh..wh.orph", WhiteoutKind.Dropped)]
    [InlineData(".wh..wh.plnk", WhiteoutKind.Dropped)]
    [InlineData(".wh..wh.plnk/1.2", WhiteoutKind.LinkStore)]
    [InlineData(".wh..wh.orph/x", WhiteoutKind.Dropped)]
    [InlineData(".wh.d/x", WhiteoutKind.Dropped)]
    [InlineData("d/.wh..wh.plnk", WhiteoutKind.Whiteout)]
    [InlineData("x.wh.y", WhiteoutKind.None)]
    [InlineData("..wh.z", WhiteoutKind.None)]
    [InlineData(".whq", WhiteoutKind.None)]
    [InlineData(".wh", WhiteoutKind.None)]
    public void R06R12NamesTellWhiteouts(string path, WhiteoutKind kind) =>
        Assert.Equal(kind, Whiteout.Classify(LayerPath.Parse(Encoding.UTF8.GetBytes(path), new byte[64])));

    [Theory]
    [InlineData(".wh.")]
    [InlineData("d/.wh..")]
    [InlineData("d/.wh...")]
    public void R10AWhiteoutOfNothingIsRefused(string path) => Assert.Contains("R10", Assert.Throws<InvalidDataException>(
        () => Whiteout.Classify(LayerPath.Parse(Encoding.UTF8.GetBytes(path), new byte[64]))).Message);

    [Theory]
    [InlineData("plain/name", "plain/name")]
    [InlineData("Größe", "Größe")]
    [InlineData("a\u001b[31mb", @"a\x1b[31mb")]
    [InlineData("a\nb", @"a\x0ab")]
    [InlineData("a\u202eb", @"a\u{202e}b")]
    [InlineData(@"a\b", @"a\\b")]
    public void NamesCannotReachTheTerminal(string path, string shown) =>
        Assert.Equal(shown, Printable.Text(Encoding.UTF8.GetBytes(path)));

    private static string Parse(string recorded) =>
        Encoding.UTF8.GetString(LayerPath.Parse(Encoding.UTF8.GetBytes(recorded), new byte[64]).Bytes);
}
