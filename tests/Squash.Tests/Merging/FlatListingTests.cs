using Xunit.Sdk;

namespace Squash.Tests.Merging;

/// <summary>The reader of merged layers finds each fault that FLATTEN-RULES 1.7 excludes.</summary>
public sealed class FlatListingTests
{
    [Theory]
    [InlineData("f a, f a", "the name comes twice")]
    [InlineData("d d/, f d/a, f d/a", "the name comes twice")]
    [InlineData("h b->a, f a", "did not come before")]
    [InlineData("h b->a", "did not come before")]
    [InlineData("d d/, h b->d", "is a directory")]
    [InlineData("f a [x.user.a=1], h b->a", "its xattrs are not those of a")]
    [InlineData("f d/a", "its parent d did not come before")]
    [InlineData("f d, f d/a", "its parent d did not come before")]
    [InlineData("f d/a, d d/", "its parent d did not come before")]
    [InlineData("f a, d d/", "a directory comes after other entries")]
    [InlineData("d d", "ends in a slash")]
    [InlineData("f a/", "ends in a slash")]
    [InlineData("f .wh.a", "a whiteout remains")]
    [InlineData("d .wh.d/", "a whiteout remains")]
    [InlineData("f /a", "the name is not clean")]
    [InlineData("f ./a", "the name is not clean")]
    [InlineData("d d/, f d//a", "the name is not clean")]
    [InlineData("d d/, f d/../a", "the name is not clean")]
    [InlineData("f ", "the name is not clean")]
    [InlineData("d d/, d ./", "the root is not the first entry")]
    [InlineData("l a->b [size=9]", "it has a size but no data")]
    [InlineData("f a [type=7]", "the typeflag is 7")]
    [InlineData("f a [type=g]", "the typeflag is g")]
    [InlineData("f a [p.path=a]", "is not needed")]
    [InlineData("l a->b [p.linkpath=b]", "is not needed")]
    [InlineData("f a [p.mtime=12]", "is not needed")]
    [InlineData("f a [p.uid=12]", "is not needed")]
    [InlineData("f a [p.size=0]", "is not needed")]
    public void AFaultOfTheFormIsFound(string layer, string fault)
    {
        var tar = TarBytes.Layer(StackText.Parse(layer)[0]);
        var error = Assert.Throws<FailException>(() => FlatListing.Print(tar));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f a, f .wh.b [0600]", "a marker comes after other entries")]
    [InlineData("f .wh.b [0600], f .wh.a [0600]", "markers are out of order")]
    [InlineData("f .wh.a", "no plain marker")]
    [InlineData("f .wh.a=1 [0600]", "no plain marker")]
    [InlineData("f .wh.a [0600 @1]", "a marker with attributes")]
    [InlineData("d .wh.a/ [0600]", "no plain marker")]
    [InlineData("d d/, f d/.wh..wh..opq [0600], d e/", "a directory comes after other entries")]
    public void AFaultOfAMarkerIsFound(string layer, string fault)
    {
        var tar = TarBytes.Layer(StackText.Parse(layer)[0]);
        var error = Assert.Throws<FailException>(() => FlatListing.Read(tar, mayHide: true));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(257, "the magic is not that of ustar")]
    [InlineData(263, "the magic is not that of ustar")]
    [InlineData(0, "the checksum is wrong")]
    [InlineData(513, "the padding is not zeros")]
    [InlineData(1024, "ustar")]
    [InlineData(2047, "the trailer is not 1024 zeros")]
    public void AWrongByteIsFound(int at, string fault)
    {
        var tar = TarBytes.Layer(StackText.Parse("f a=1")[0]);
        tar[at] ^= 1;
        var error = Assert.Throws<FailException>(() => FlatListing.Print(tar));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(512)]
    [InlineData(-512)]
    [InlineData(-10240)]
    public void AnotherTrailerThanTwoBlocksIsFound(int missing)
    {
        var tar = TarBytes.Layer(StackText.Parse("f a=1")[0]);
        Array.Resize(ref tar, tar.Length - missing);
        Assert.Throws<FailException>(() => FlatListing.Print(tar));
    }

    [Theory]
    [InlineData("d ./, d d/ [0700], f d/a=1 [1:2 @3], h d/b->d/a [1:2 @3]", "d ., d d [0700], f d/a=1 [1:2 @3], h d/b->d/a")]
    [InlineData("f b=1 [x.user.a=1], h a->b [x.user.a=1]", "f a=1 [x.user.a=1], h b->a")]
    [InlineData("l a->b, c c=1:3, b d=8:1, p e", "l a->b, c c=1:3, b d=8:1, p e")]
    [InlineData(@"f \xc3\xa9 [@1.50 2097152:3], f z [@-1]", @"f z [@-1], f \xc3\xa9 [2097152:3 @1.5]")]
    public void AGoodLayerIsListed(string layer, string listing) =>
        Assert.Equal(listing, FlatListing.Print(TarBytes.Layer(StackText.Parse(layer)[0])));
}
