namespace Squash.Tests.Merging;

/// <summary>P1, P2 and P4: what the layer that stands on kept ones holds.</summary>
public sealed class PartialTests
{
    [Theory]
    [InlineData("f a, f b || w a => w a")]
    [InlineData("d d [0700], f d/a, f d/b || w d/a => d d [0700], w d/a")]
    [InlineData("d d, d d/e, f d/e/a, f d/b || w d => w d")]
    [InlineData("d d, d d/e, f d/e/a, f d/b || w d/e/a | w d/e | w d => w d")]
    [InlineData("d d, d d/e, f d/e/a || w d, w d/e, w d/e/a => w d")]
    [InlineData("f d/a | w d/a || w d => w d")]
    [InlineData("d d, f d/a | f d/b || w d/a | w d/b => d d, w d/a, w d/b")]
    [InlineData("f a=1 | w a | f a=2 || w a => w a")]
    [InlineData("l a->x, c c=1:3, p p || w a, w c, w p => w a, w c, w p")]
    [InlineData("f a | h b->a || w a => w a")]
    public void P1AWhiteoutIsKeptWhereAKeptLayerHasSomething(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("f a || w b, f c=1 => f c=1")]
    [InlineData("f a || f b | w b, f c=1 => f c=1")]
    [InlineData("f a | w a || w a, f c=1 => f c=1")]
    [InlineData("f a || w a | f a=2 => f a=2")]
    [InlineData("f a || w a, f a=2 => f a=2")]
    [InlineData("d d, f d/a || f d=1 => f d=1")]
    [InlineData("d d [0700], f d/a || f d/b | w d/b, f c=1 => f c=1")]
    [InlineData("d d, f d/a || w d | f d=1 => f d=1")]
    [InlineData("f a || d a, f a/b=1 => d a, f a/b=1")]
    [InlineData("f a || w a/b, f c=1 => f c=1")]
    [InlineData("l l->d, d d, f d/a || w l/a, f c=1 => f c=1")]
    [InlineData("d d || w d | d d [0700] => d d [0700]")]
    [InlineData("d d, f d/a=1 || w d | d d [0700], f d/a=2 => d d [0700], f d/a=2")]
    [InlineData("d d, f d/a=1 || o d, f d/a=2 => d d, f d/a=2")]
    public void P1NoMarkerStandsWhereNothingIsHidden(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("d d [0700], f d/a || w d | d d [0711], f d/b=1 => d d [0711], o d, f d/b=1")]
    [InlineData("d d [0700], f d/a || w d | f d/b=1 => d d, o d, f d/b=1")]
    [InlineData("d d [0700], f d/a || f d | d d [0711] => d d [0711], o d")]
    [InlineData("d d [0700], f d/a || o d => d d [0700], o d")]
    [InlineData("d d [0700], f d/a || o d, f d/b=1 => d d [0700], o d, f d/b=1")]
    [InlineData("d d, d d/e, f d/e/a || w d | d d/e => d d, o d, d d/e")]
    [InlineData("d d, d d/e, f d/e/a || w d | d d, d d/e | o d/e => d d, o d, d d/e")]
    [InlineData("d d, d d/e, f d/e/a, f d/b || w d/e | d d/e, f d/e/c=1 => d d, d d/e, o d/e, f d/e/c=1")]
    [InlineData("d d, d d/e [0700], d d/e/x, f d/e/a || o d, d d/e [0700] => d d, o d, d d/e [0700]")]
    [InlineData("d d, f d/a, d e, d e/f || o d, d e/f => d d, o d")]
    [InlineData("d d, d d/e, d d/e/g [0700], f d/e/a || o d/e, d d/e/g [0700] => d d, d d/e, o d/e, d d/e/g [0700]")]
    [InlineData("d a, d a/b, d a/b/c, d a/b/c/g [0700], f a/b/x || o a/b, d a/b/c, d a/b/c/g [0700] => d a, d a/b, o a/b, d a/b/c, d a/b/c/g [0700]")]
    [InlineData("d d, d d/e, d d/e/g [0700], f d/a || o d, d d/e, d d/e/g [0700] => d d, o d, d d/e, d d/e/g [0700]")]
    public void P1AnOpaqueMarkerStandsInADirectoryThatCameAgain(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("f a, d d, f d/b || o . => w a, w d")]
    [InlineData("f a, d d, f d/b || o ., f a=2 => f a=2, w d")]
    [InlineData("f a, d d, f d/b || o ., d d, f d/c=1 => w a, d d, o d, f d/c=1")]
    [InlineData("d ./ [0700], f a || o . => w a")]
    public void P1AnOpaqueRootIsSaidNameByName(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("d d [0700 1:2 @3 x.user.a=b], d d/e [0711] || f d/e/a=1 => d d [0700 1:2 @3 x.user.a=b], d d/e [0711], f d/e/a=1")]
    [InlineData("d d [0700], d d/e [0711] || d d [0755] => d d")]
    [InlineData("d d [0700], f d/a || d d [0700], f d/b=1 => d d [0700], f d/b=1")]
    [InlineData("f d/a || f d/b=1 => d d, f d/b=1")]
    [InlineData("d d [0700] | f d/a || f d/b=1 => d d [0700], f d/b=1")]
    [InlineData("d ./ [0700], f a || f b=1 => f b=1")]
    [InlineData("d d [0700], d d/e [0711], d d/e/g [0701] || f d/e/g/a=1 => d d [0700], d d/e [0711], d d/e/g [0701], f d/e/g/a=1")]
    [InlineData("f a || d ./ [0700] => d . [0700]")]
    [InlineData("l lib->usr/lib, d usr/lib || f lib/a=1 => d lib, f lib/a=1")]
    public void P1ParentsKeepWhatTheKeptLayersGaveThem(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("f a, d d || w b => nothing")]
    [InlineData("f a ||  => nothing")]
    [InlineData("f a |  ||  |  => nothing")]
    [InlineData("f a, d d [0700], f d/a || f d/b | w d/b => nothing")]
    [InlineData("f a, d d [0700] || d d [0700] => nothing")]
    [InlineData("d a/a || l a/a->.., d a/a => nothing")]
    [InlineData("f a/a || d a [x.trusted.overlay.opaque=y] => nothing")]
    [InlineData("d a [@1.5 x.user.a=1 x.user.b=2] || d a [@1.50 x.user.b=2 x.user.a=0 x.user.a=1] => nothing")]
    [InlineData("f a=1 || h b->a | w b => nothing")]
    [InlineData("f a=1 [@1.5] | h c->a [0600 @2.5] || h b->a [0600 @2.5] | w b => nothing")]
    [InlineData("f a=1 [@1 p.mtime=1] || h b->a [@1] | w b => nothing")]
    [InlineData("d d, d d/e || o d/e => nothing")]
    [InlineData("d d [@1] || d d [@1.000] => nothing")]
    [InlineData("d d [@5] || d d [@5 p.mtime=5] => nothing")]
    [InlineData("d d [x.user.a=1] || d d [x.user.a=1 p.GNU.sparse.name=b x.trusted.overlay.origin=c] => nothing")]
    [InlineData("d d, f d/a | o . || w d, o . => nothing")]
    [InlineData("f a || d d, f d/b | w d => nothing")]
    public void P2WhatChangesNothingAddsNothing(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("f a || f d/b | w d/b => d d")]
    [InlineData("f a || w a | f a => f a")]
    [InlineData("d d || d d [@1] => d d [@1]")]
    [InlineData("d d [@1.5] || d d [@1.25] => d d [@1.25]")]
    [InlineData("d d [@1] || d d [@1.5] => d d [@1.5]")]
    [InlineData("d d [@1.5] || d d [@1] => d d [@1]")]
    [InlineData("d d [p.VENDOR.k=1] || d d [p.VENDOR.k=2] => d d [p.VENDOR.k=2]")]
    [InlineData("d d [x.user.a=1] || d d [x.user.a=2] => d d [x.user.a=2]")]
    [InlineData("d d [x.user.a=1] || d d => d d")]
    public void P2TheLeastChangeAddsALayer(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("f a=1 || h b->a => f a=1, h b->a")]
    [InlineData("f a=1 [0600 x.user.a=1] || h b->a [0640 1:2] => f a=1 [0640 1:2 x.user.a=1], h b->a")]
    [InlineData("f a=1 || h b->a | f a=2 => f a=2, f b=1")]
    [InlineData("f a=1 || h b->a | w a => w a, f b=1")]
    [InlineData("f a=1, h c->a || h b->c => f a=1, h b->a, h c->a")]
    [InlineData("f a=1 | h c->a | f a=2 || h b->c => f b=1, h c->b")]
    [InlineData("d d [0700], f d/a=1, d e [0711], h e/c->d/a || h b->d/a => f b=1, d d [0700], h d/a->b, d e [0711], h e/c->b")]
    [InlineData("f a=1 || h b->a | h c->b | w b => f a=1, h c->a")]
    [InlineData("d d, f d/a=1, d e [0711], h e/c->d/a | w d/a || h b->e/c => f b=1, d e [0711], h e/c->b")]
    [InlineData("d d, f d/a=1, d e [0711] || h e/b->d/a | w d/a => d d, w d/a, d e [0711], f e/b=1")]
    [InlineData("d e [0711 1:2], f a=1 || h e/b->a => f a=1, d e [0711 1:2], h e/b->a")]
    [InlineData("f a=1, d e [0700], f e/x || h b->a => f a=1, h b->a")]
    [InlineData("f a=1 || h b->a [0600] | w b => f a=1 [0600]")]
    [InlineData("f a=1 [@1.25] || h b->a [@1.5] | w b => f a=1 [@1.5]")]
    [InlineData("d d, f d/a=1, d n [0711], h n/b->d/a || h x->d/a [0600], f d=2, f x=3 => f d=2, d n [0711], f n/b=1 [0600], f x=3")]
    [InlineData("l a->x || h b->a [0777] => l a->x, h b->a")]
    [InlineData("f a=1, h c->a || f d=1, h e->d => f d=1, h e->d")]
    public void P4ALinkCarriesItsOwnCopyOfKeptData(string line) => PartialCase.Holds(line);

    [Theory]
    [InlineData("d d, f d/a=1 | h b->d/a", "Directory d/, Regular b, HardLink d/a b")]
    [InlineData("f x | h b->a, f a=1", "Regular a, HardLink b a")]
    public void P4TheDataStandsUnderTheNameOfTheSquashedLayer(string stack, string expected)
    {
        var layers = new Stack(StackText.Parse(stack)).Openers();
        var entries = Squash.Verifying.LayerReader.Read(
            new MemoryStream(Merged.MergeAbove(layers, 1)!), TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(", ", entries.Select(entry => $"{entry.Kind} {entry.Name} {entry.LinkTarget}".TrimEnd())));
    }

    [Fact]
    public void P4TheNameThatStaysKeepsItsOwnRecords()
    {
        var layers = new Stack(StackText.Parse("f a=1 [x.user.a=1 p.VENDOR.k=v] | h b->a")).Openers();
        var entries = Tar.Reading.All(new MemoryStream(Merged.MergeAbove(layers, 1)!));
        Assert.Equal(["b", "a"], entries.Select(entry => entry.Path));
        Assert.All(entries, entry => Assert.Contains("VENDOR.k=v", entry.Pax, StringComparison.Ordinal));
    }

    [Fact]
    public void ALayerThatIsDamagedMeanwhileIsNamed()
    {
        var layers = new Stack(StackText.Parse("d d, f d/a=1 | h b->d/a")).Openers();
        var (opened, damagedAt) = (0, 0);
        List<Func<Stream>> counted = [() => ++opened == damagedAt ? new MemoryStream([.. Enumerable.Repeat((byte)1, 1024)]) : layers[0](), layers[1]];
        void Plan() => new Squash.Merging.MergePlanner(counted, 1).Plan(TestContext.Current.CancellationToken);
        Plan();
        var openings = opened;
        Assert.InRange(openings, 4, 10);
        for (damagedAt = 1; damagedAt <= openings; damagedAt++)
        {
            opened = 0;
            Assert.StartsWith("layer 1: ", Assert.Throws<InvalidDataException>(Plan).Message, StringComparison.Ordinal);
        }
    }
}
