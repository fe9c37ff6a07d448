namespace Squash.Tests.Merging;

/// <summary>R14 to R18: what an entry does to what its path named before.</summary>
public sealed class ReplacementTests
{
    [Theory]
    [InlineData("d d [0700 1:2 @3], f d/a | d d [0755 4:5 @6] => d d [4:5 @6], f d/a")]
    [InlineData("d d [x.user.a=1 x.user.b=2] | d d [x.user.b=3] => d d [x.user.b=3]")]
    [InlineData("d d [x.user.a=1 p.LIBARCHIVE.x=1] | d d => d d")]
    [InlineData("d d, d d/e, f d/e/a | d d [0700] | d d/e [0711] => d d [0700], d d/e [0711], f d/e/a")]
    public void R14ADirectoryOverADirectoryKeepsTheChildren(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1 | d a => d a")]
    [InlineData("d a, f a/b, d a/c, f a/c/d | f a=1 => f a=1")]
    [InlineData("l a->x | d a => d a")]
    [InlineData("d a, f a/b | l a->x => l a->x")]
    [InlineData("d a, f a/b | c a=5:1 => c a=5:1")]
    [InlineData("d a, f a/b | b a=8:0 => b a=8:0")]
    [InlineData("d a, f a/b | p a => p a")]
    [InlineData("f a=1 | l a->b => l a->b")]
    [InlineData("l a->b, f b=1 | f a=2 => f a=2, f b=1")]
    [InlineData("p a | f a=1 => f a=1")]
    [InlineData("d a, f a/b=1 | h a->c, f c=2 => f a=2, h c->a")]
    [InlineData("f c=2, d a, f a/b=1 | h a->c => f a=2, h c->a")]
    public void R14AnyOtherPairRemovesAllThatWasThere(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("d d, f d/c=1 | f d=2 | d d => d d")]
    [InlineData("d d, f d/c=1 | l d->x | d d => d d")]
    [InlineData("d d, f d/c=1 | w d | d d => d d")]
    [InlineData("d d, f d/c=1 | f d=2 | f d/e=3 => d d, f d/e=3")]
    [InlineData("d d, d d/e, f d/e/c=1 | f d=2 | d d | d d/e => d d, d d/e")]
    [InlineData("d d, f d/c=1 | f d=2, d d => d d")]
    [InlineData("d d, f d/c=1 | p d | f d/c=2 => d d, f d/c=2")]
    [InlineData("d d, f d/c=1 | o d | d d => d d")]
    [InlineData("d d, f d/c=1 | f d=2 | w d | d d => d d")]
    public void R15WhatIsRemovedStaysRemoved(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1, f a=2 => f a=2")]
    [InlineData("f a=1, f ./a=2, f /a=3 => f a=3")]
    [InlineData("d d [0700], f d/x, d d [0711] => d d [0711], f d/x")]
    [InlineData("d d, f d/x, f d=1 => f d=1")]
    [InlineData("f d=1, d d, f d/x => d d, f d/x")]
    [InlineData("d d, f d/x, f d=1, d d => d d")]
    [InlineData("f a=1, l a->x, c a=1:3 => c a=1:3")]
    [InlineData("f a=1, h b->a, f a=2 => f a=2, f b=1")]
    [InlineData("d d [x.user.a=1], d d => d d")]
    [InlineData("f a=0 | f a=1, f a=2 => f a=2")]
    [InlineData("f d/e/x=1, d d/e, f d=2 => f d=2")]
    [InlineData("h d/e/x->d, d d/e, f d=2 => f d=2")]
    [InlineData("f d/e/x=1, f d=2 => f d=2")]
    [InlineData("f d/e/x=1, f d=2 | f d=3 => f d=3")]
    [InlineData("f d/e/x=1, f d/e=2 => d d, f d/e=2")]
    [InlineData("f d/e/x=1, f d=2, d d/e => d d, d d/e")]
    [InlineData("f d/e/x=1, d d/e, f d=2, f d/y=3 => d d, f d/y=3")]
    public void R16OfDuplicatesInALayerTheLaterWins(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("l a->/etc/x => l a->/etc/x")]
    [InlineData("l a->nowhere => l a->nowhere")]
    [InlineData("l a->../../../../etc/x => l a->../../../../etc/x")]
    [InlineData("l a->.. => l a->..")]
    [InlineData("l a->./x/../y//z/ => l a->./x/../y//z/")]
    [InlineData("l ./a->./x/../y//z/, l /b->../../../../etc/x/ => l a->./x/../y//z/, l b->../../../../etc/x/")]
    [InlineData(@"l a->\xff\x0a => l a->\xff\x0a")]
    [InlineData("l a->.wh.x => l a->.wh.x")]
    public void R17TheTargetOfASymlinkIsKeptAsItIs(string line) => MergeCase.Holds(line);

    [Fact]
    public void R17ALongTargetOfASymlinkIsKeptWhole()
    {
        var target = string.Concat(Enumerable.Repeat("../somewhere/", 20)) + "x";
        MergeCase.Holds($"l a->{target} => l a->{target}");
    }

    [Theory]
    [InlineData(@"f a=1 [x.security.capability=\x01\x00\x80\xff] | f a=2 => f a=2")]
    [InlineData("f a=1 [04755 x.user.a=1] | f a=2 [x.user.b=2] => f a=2 [x.user.b=2]")]
    [InlineData("f a [p.LIBARCHIVE.xattr.user.a=MQ] | f a => f a")]
    public void R18AttributesDoNotLeakFromAReplacedFile(string line) => MergeCase.Holds(line);
}
