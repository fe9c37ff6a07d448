using Squash.Tests.Merging;
using Squash.Verifying;

namespace Squash.Tests.Verifying;

/// <summary>Every field in which two file systems can differ is found and said.</summary>
public sealed class TreeComparisonTests
{
    [Theory]
    [InlineData("f a=1", "f a=2", "a: the SHA-256 of the content")]
    [InlineData("f a=1", "f a=12", "a: the size is 1 in the original and 2 in the flat image")]
    [InlineData("f a", "d a", "a: the type is Regular in the original and Directory in the flat image")]
    [InlineData("f a [04755]", "f a", "a: the mode is 4755 in the original and 0644 in the flat image")]
    [InlineData("f a", "f a [1:0]", "a: the owner is 0 in the original and 1 in the flat image")]
    [InlineData("f a", "f a [0:4294967294]", "a: the group is 0 in the original and 4294967294 in the flat image")]
    [InlineData("f a [@1.5]", "f a [@1]", "a: the modification time is 1.5 in the original and 1 in the flat image")]
    [InlineData("d d [@1]", "d d", "d: the modification time is 1 in the original and 0 in the flat image")]
    [InlineData("l a->b", "l a->c", "a: the link target is b in the original and c in the flat image")]
    [InlineData("c a=1:3", "c a=1:5", "a: the device number is 1:3 in the original and 1:5 in the flat image")]
    [InlineData("c a=1:3", "b a=1:3", "a: the type is CharacterDevice in the original and BlockDevice in the flat image")]
    [InlineData("f a", "", "a: is missing in the flat image")]
    [InlineData("", "f a", "a: is only in the flat image")]
    [InlineData("f a [x.user.a=1]", "f a", "a: the record SCHILY.xattr.user.a is \"1\" in the original and absent in the flat image")]
    [InlineData("f a", "f a [x.user.a=]", "a: the record SCHILY.xattr.user.a is absent in the original and \"\" in the flat image")]
    [InlineData(@"f a [x.k=\x80]", @"f a [x.k=\xff]", @"a: the record SCHILY.xattr.k is ""\x80"" in the original")]
    [InlineData("f a [p.atime=1]", "f a [p.atime=2]", "a: the record atime is \"1\" in the original and \"2\" in the flat image")]
    [InlineData("d ./", "", "/: has an entry only in the original")]
    [InlineData("", "d ./", "/: has an entry only in the flat image")]
    [InlineData("d ./ [0700]", "d ./", "/: the mode is 0700 in the original and 0755 in the flat image")]
    [InlineData("f a, h b->a", "f a, f b", "b: is one inode with a in the original and with b in the flat image")]
    [InlineData("f a, f b", "f a, h b->a", "b: is one inode with b in the original and with a in the flat image")]
    public void ADifferenceIsSaid(string original, string flat, string sentence) =>
        Assert.Contains(Differences(original, flat), said => said.StartsWith(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("f a=1 | w a | f b=2", "f b=2")]
    [InlineData("f a [@1.50]", "f a [@1.5]")]
    [InlineData("f a [@012]", "f a [@12]")]
    [InlineData("f b, h a->b", "f a, h b->a")]
    [InlineData("f a [p.path=a]", "f a")]
    public void EqualFileSystemsHaveNoDifference(string original, string flat) =>
        Assert.Empty(Differences(original, flat));

    [Fact]
    public void EveryPathIsCounted()
    {
        var tree = Tree("f a, d d, f d/b, l c->x");
        var comparison = new TreeComparison(tree, tree);
        Assert.Empty(comparison.Differences());
        Assert.Equal(5, comparison.ComparedPaths);
    }

    [Fact]
    public void NoByteOfAnImageReachesTheTerminalAsItIs()
    {
        var sentence = Assert.Single(Differences(@"f a\x1b[2J\x0a\xe2\x80\xae\x80\x5c\xc3\xa9".Replace("[", @"\x5b", StringComparison.Ordinal), ""));
        Assert.Equal(@"a\u{1b}[2J\u{a}\u{202e}\x80\\é: is missing in the flat image", sentence);
    }

    private static List<string> Differences(string original, string flat) =>
        [.. new TreeComparison(Tree(original), Tree(flat)).Differences()];

    private static InodeTree Tree(string stack) => InodeTree.Of(new Stack(StackText.Parse(stack)).Openers());
}
