using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>R3, R4, R9, R34: where engines read a layer in different ways, the merger says which path it decided.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("d usr, d usr/lib, l lib->usr/lib | f lib/new => layer 1: lib: (R3)")]
    [InlineData("f x | f a=1 | f a/b/c=2 => layer 2: a: (R3)")]
    [InlineData("f a=1 | f .=2 => layer 2: ./: (R4)")]
    [InlineData("l /->x | f a => layer 1: ./: (R4)")]
    [InlineData("f a=1 | f =2 => layer 2: ./: (R4)")]
    [InlineData("d real, f real/x, l lnk->real | w lnk/x => layer 1: lnk: (R9)")]
    [InlineData("f a=1 | w a/b => layer 1: a: (R9)")]
    [InlineData("f x | d a [x.trusted.overlay.opaque=y] => layer 2: a: (R34)")]
    [InlineData("f a=1 [x.user.overlay.redirect=/b] => layer 1: a: (R34)")]
    [InlineData("f a=1, h b->a [x.trusted.overlay.metacopy=1] => layer 1: b: (R34)")]
    [InlineData("d ./ [x.trusted.overlay.opaque=y], f a => layer 1: ./: (R34)")]
    public void ADecisionIsSaidOnce(string line)
    {
        var parts = line.Split(" => ");
        var said = parts[1].Split(": (");
        var sentence = Assert.Single(Warnings(parts[0]));
        Assert.StartsWith(said[0] + ": ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" (" + said[1], sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f a=1 | f a=2 | w a")]
    [InlineData("l lnk->real, d real | w lnk, w real/x, w none/x")]
    [InlineData("d d, f d/a | d d, o d, f d/b")]
    [InlineData("f a=1 | d a, f a/b")]
    [InlineData("d ./ [0700 x.user.a=1], f a/b [x.trusted.other=1]")]
    [InlineData("f a=1 [form=gnu], d d [form=v7], f b=1 [form=gnu x.user.a=1]")]
    public void WhatAllEnginesReadAlikeIsNotSaid(string stack) => Assert.Empty(Warnings(stack));

    [Fact]
    public void AKeptLayerLosesNothing()
    {
        const string stack = "f .=1, f a [x.trusted.overlay.opaque=y] | f b";
        Assert.Equal(2, Warnings(stack).Count);
        Assert.Empty(Warnings(stack, kept: 1));
    }

    private static IReadOnlyList<string> Warnings(string stack, int kept = 0) =>
        new MergePlanner(new Stack(StackText.Parse(stack)).Openers(), kept).Plan(TestContext.Current.CancellationToken).Warnings;
}
