namespace Squash.Tests.Merging;

/// <summary>R1 to R5: which path an entry means, and what its parents are.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("f a=old | f ./a=new => f a=new")]
    [InlineData("f a=old | f /a=new => f a=new")]
    [InlineData("f a=old | f ///a=new => f a=new")]
    [InlineData("d d, f d/a=old | f d//a=new => d d, f d/a=new")]
    [InlineData("d d, f d/a=old | f d/./a=new => d d, f d/a=new")]
    [InlineData("f a=old | f x/../a=new => f a=new")]
    [InlineData("f a=old | f a/b/../../a=new => f a=new")]
    [InlineData("d d | d d/ [0700] => d d [0700]")]
    [InlineData("d d/ | d d// [0700] => d d [0700]")]
    [InlineData("d /d | d ./d/. [0700] => d d [0700]")]
    [InlineData("f /a=old, f a=new => f a=new")]
    [InlineData("f a | w /a => ")]
    [InlineData("f /a | w ./a => ")]
    [InlineData("f d/a | f x/../d/.wh.a => d d")]
    public void R01PathsAreComparedInTheirCleanForm(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData(@"f \xc3\xa9=nfc | f e\xcc\x81=nfd => f e\xcc\x81=nfd, f \xc3\xa9=nfc")]
    [InlineData(@"f \xff\xfe=a | f \xff=b => f \xff=b, f \xff\xfe=a")]
    [InlineData(@"f a\x0ab=1, f a\x09b=2, f a\x5cb=3, f c:d=4 => f a\x09b=2, f a\x0ab=1, f a\x5cb=3, f c:d=4")]
    [InlineData(@"f \x20a=1, f a\x20=2, f a=3 => f \x20a=1, f a=3, f a\x20=2")]
    [InlineData(@"f A=1 | f a=2 => f A=1, f a=2")]
    [InlineData(@"f ...=1, f ..a=2, f .a=3 => f ...=1, f ..a=2, f .a=3")]
    [InlineData(@"f \x0a\x0d | w \x0a\x0d => ")]
    public void R01NamesAreBytesAndNeverText(string line) => MergeCase.Holds(line);

    [Fact]
    public void R01LongNamesAreComparedWhole()
    {
        var name = string.Concat(Enumerable.Repeat("long-directory-name/", 12)) + "file";
        var parents = Enumerable.Range(1, 12)
            .Select(depth => "d " + string.Concat(Enumerable.Repeat("long-directory-name/", depth)).TrimEnd('/'));
        MergeCase.Holds($"f {name}=old | f ./{name}=new => {string.Join(", ", parents)}, f {name}=new");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(254)]
    [InlineData(600)]
    public void R01NamesThatDifferInTheirLastByteAreTwo(int length)
    {
        var name = new string('n', length);
        MergeCase.Holds($"f {name}a=1, f {name}b=2 | f {name}b=3 | w {name}c => f {name}a=1, f {name}b=3");
    }

    [Theory]
    [InlineData(4095, false)]
    [InlineData(4096, true)]
    public void R01TheLongestDirectoryCanBeReadAgain(int length, bool isRefused)
    {
        var path = new string('a', length - 2048) + string.Concat(Enumerable.Repeat("/" + new string('d', 255), 8));
        var layers = new Stack(StackText.Parse($"d {path}")).Openers();
        if (isRefused)
            Assert.Contains("longer than 4095", Assert.Throws<InvalidDataException>(() => Merged.Merge(layers)).Message);
        else
            Assert.Equal(path, FlatListing.Read(Merged.Merge(layers))[^1].Path);
    }

    [Theory]
    [InlineData("f ../a => fails R2")]
    [InlineData("f a/../../b => fails R2")]
    [InlineData("f /.. => fails R2")]
    [InlineData("d .. => fails R2")]
    [InlineData("f a | w ../a => fails R2")]
    [InlineData("f a, h b->../a => fails R2")]
    [InlineData("f a | f b | f ../../etc/passwd => fails R2")]
    public void R02ANameThatClimbsAboveTheRootIsRefused(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("d usr, d usr/lib, l lib->usr/lib | f lib/new=1 => d lib, f lib/new=1, d usr, d usr/lib")]
    [InlineData("d d, l s->d | f s/x=1 => d d, d s, f s/x=1")]
    [InlineData("l s->/ | d s/x => d s, d s/x")]
    [InlineData("f a=1 | f a/b=2 => d a, f a/b=2")]
    [InlineData("c a=1:3 | f a/b/c=2 => d a, d a/b, f a/b/c=2")]
    [InlineData("p a | l a/b->x => d a, l a/b->x")]
    [InlineData("f a=1, f a/b=2 => d a, f a/b=2")]
    [InlineData("f a=1, f a/b=2, f a=3 => f a=3")]
    [InlineData("f a=1, h b->a | f a/c=2 => d a, f a/c=2, f b=1")]
    public void R03AParentThatIsNoDirectoryBecomesOne(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("l s->d, d d, f s/x=1 => d d, f d/x=1, l s->d")]
    [InlineData("l s->d/e, f s/x=1 => d d, d d/e, f d/e/x=1, l s->d/e")]
    [InlineData("l s->/d, f s/x=1 => d d, f d/x=1, l s->/d")]
    [InlineData("l s->d//.//e/, f s/x=1 => d d, d d/e, f d/e/x=1, l s->d//.//e/")]
    [InlineData("l s->d/../../e, f s/x=1 => d e, f e/x=1, l s->d/../../e")]
    [InlineData("l a/s->../b, f a/s/x=1 => d a, l a/s->../b, d b, f b/x=1")]
    [InlineData("l s->., f s/x=1 => l s->., f x=1")]
    [InlineData("l s->d, d s/e [0700], f s/e/x=1 => d d, d d/e [0700], f d/e/x=1, l s->d")]
    [InlineData("l s->d, d s => d s")]
    [InlineData("l s->d, l s/t->e, f s/t/x=1 => d d, d d/e, f d/e/x=1, l d/t->e, l s->d")]
    [InlineData("l a/s->/b/t, l b/t->../c, f a/s/x=1 => d a, l a/s->/b/t, d b, l b/t->../c, d c, f c/x=1")]
    [InlineData("l t->b/c, l s->t/../d, f s/x=1 => d b, d b/d, f b/d/x=1, l s->t/../d, l t->b/c")]
    [InlineData("l s->d, f s/x=1, f d/x=2 => d d, f d/x=2, l s->d")]
    [InlineData("l s->d, f s/x=1, d s, f s/x=2 => d d, f d/x=1, d s, f s/x=2")]
    [InlineData("d d, f d/a=1, l s->d, f s/b=2, f d=3 => f d=3, l s->d")]
    [InlineData("f d/x=old | l s->d, f s/x=new => d d, f d/x=new, l s->d")]
    [InlineData("l s->d, f s/x=old | f d/x=new => d d, f d/x=new, l s->d")]
    [InlineData("l s->d, f s/x=old | w d/x => d d, l s->d")]
    [InlineData("l d->e | l s->d, f s/x=1 => d d, f d/x=1, l s->d")]
    [InlineData("l s->d, h t->s, f t/x=1 => d d, f d/x=1, l s->d [0644], h t->s")]
    [InlineData("l s->d, f s/a=1 | l p->q, l r->q, f r/b=1 => d d, f d/a=1, l p->q, d q, f q/b=1, l r->q, l s->d")]
    [InlineData("l s->t, l t->s, f s/x=1 => fails R3")]
    [InlineData("l s->s/s, f s/x=1 => fails R3")]
    [InlineData("l s->.wh.a, f s/x=1 => fails R6")]
    public void R03AnEntryBelowASymbolicLinkOfItsLayerGoesWhereThatLeads(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData(255, false)]
    [InlineData(256, true)]
    public void R03LinksLeadToNoPathThatIsTooLong(int last, bool isRefused)
    {
        var target = string.Join('/', Enumerable.Repeat(new string('d', 255), 15));
        var name = new string('f', last);
        var layers = new Stack(StackText.Parse($"l s->{target}, f s/{name}")).Openers();
        if (isRefused)
            Assert.Contains("longer than 4095", Assert.Throws<InvalidDataException>(() => Merged.Merge(layers)).Message);
        else
            Assert.Contains($"{target}/{name}", FlatListing.Read(Merged.Merge(layers)).Select(entry => entry.Path));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(41)]
    public void R03AsManyLinksAreFollowedAsLinuxFollows(int links)
    {
        var chain = Enumerable.Range(0, links).Select(at => $"l l{at:D2}->{(at + 1 < links ? $"l{at + 1:D2}" : "d")}").ToList();
        MergeCase.Holds($"{string.Join(", ", chain)}, f l00/x=1 => "
            + (links > 40 ? "fails R3" : $"d d, f d/x=1, {string.Join(", ", chain)}"));
    }

    [Theory]
    [InlineData("f u/a=1, l b->u, h c->b/a => l b->u, f c=1, d u, h u/a->c")]
    [InlineData("f u/a=1, l b->u, h b/c->b/a => l b->u, d u, f u/a=1, h u/c->u/a")]
    [InlineData("l b->u, f b/a=1, h c->b/a | w u/a => l b->u, f c=1, d u")]
    [InlineData("f u/a=1 | l b->u, h c->b/a => l b->u, f c=1, d u, h u/a->c")]
    [InlineData("l b->u, h c->b/a => fails R24")]
    public void R24ALinksTargetIsWhereSymbolicLinksOfItsLayerLead(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("d ./ [0700 1:2 @3] => d . [0700 1:2 @3]")]
    [InlineData("d / [0700] | f a => d . [0700], f a")]
    [InlineData("d . [0700 x.user.a=1] | d ./ [0711] => d . [0711]")]
    [InlineData("f a | d ./ => d ., f a")]
    [InlineData("d x/.. [0700] => d . [0700]")]
    [InlineData("f a => f a")]
    public void R04TheRootKeepsItsAttributes(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1 | f .=2 => f a=1")]
    [InlineData("f a=1 | l /->x => f a=1")]
    [InlineData("f a=1 | h ./->a => f a=1")]
    [InlineData("f a=1 | f =2 => f a=1")]
    [InlineData("f a=1 | d  [0700] => f a=1")]
    [InlineData("d ./ [0700] | f ./=2 => d . [0700]")]
    public void R04ARootThatIsNoDirectoryAndAnEmptyNameAreIgnored(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a/b/c=1 => d a, d a/b, f a/b/c=1")]
    [InlineData("d a [0700 1:2 @3 x.user.a=1] | f a/b=1 => d a [0700 1:2 @3 x.user.a=1], f a/b=1")]
    [InlineData("f a/b=1 | d a [01777] => d a [01777], f a/b=1")]
    [InlineData("f a/b=1, d a [0700] => d a [0700], f a/b=1")]
    [InlineData("d tmp [01777] | f tmp/x => d tmp [01777], f tmp/x")]
    [InlineData("f a/b=1 | w a/b => d a")]
    [InlineData("h a/b->c, f c=1 => d a, f a/b=1, h c->a/b")]
    [InlineData("d a [0700] | w a, f a/b => d a, f a/b")]
    public void R05MissingParentsAreMadeAndExistingOnesKept(string line) => MergeCase.Holds(line);
}
