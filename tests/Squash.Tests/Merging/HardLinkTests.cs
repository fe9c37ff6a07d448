namespace Squash.Tests.Merging;

/// <summary>R19 to R24: a hard link is one more name of an inode, whatever becomes of the other names.</summary>
public sealed class HardLinkTests
{
    [Theory]
    [InlineData("f a=1, h b->a => f a=1, h b->a")]
    [InlineData("f a=old, h b->a | f a=new => f a=new, f b=old")]
    [InlineData("f a=old, h b->a | f b=new => f a=old, f b=new")]
    [InlineData("f a=1 | h b->a | f a=2 => f a=2, f b=1")]
    [InlineData("f a=1 | f a=2, h b->a => f a=2, h b->a")]
    [InlineData("f a=1 | h b->a, f a=2 => f a=2, f b=1")]
    [InlineData("f a=1, h b->a, h c->b | f a=2 | h d->c => f a=2, f b=1, h c->b, h d->b")]
    [InlineData("f a=1, h b->a | h a->b => f a=1, h b->a")]
    [InlineData("d a, f a/b=1 | h a->a/b => f a=1")]
    [InlineData("f f=1 | h f/x->f => d f, f f/x=1")]
    public void R19ALinkBindsToTheInodeThatItsTargetNamesThen(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1, h b->a, h c->a | w a => f b=1, h c->b")]
    [InlineData("f a=1, h b->a, h c->a | w b => f a=1, h c->a")]
    [InlineData("d d, f d/a=1, h x->d/a, h y->d/a | o d => d d, f x=1, h y->x")]
    [InlineData("d d, f d/a=1, h x->d/a, h y->d/a | f d=2 => f d=2, f x=1, h y->x")]
    [InlineData("d d, f d/a=1, h x->d/a | w d => f x=1")]
    [InlineData("f a=1, h b->a | h c->b, w a, w b => fails R24")]
    [InlineData("f a=1, h b->a | h c->b, w a => f b=1, h c->b")]
    [InlineData("f z=1, h a->z => f a=1, h z->a")]
    [InlineData("f z=1 [0600 1:2 @3 x.user.a=b], h a->z [0600 1:2 @3] | w z => f a=1 [0600 1:2 @3 x.user.a=b]")]
    [InlineData("l s->x, h t->s [0777] | w s => l t->x")]
    [InlineData("l s->x, h t->s, h u->s [0777] => l s->x, h t->s, h u->s")]
    [InlineData("c c=1:3, h e->c, h f->c | w c => c e=1:3, h f->e")]
    [InlineData("p p, h q->p | f p=1 => f p=1, p q")]
    [InlineData("b b=8:1, h d->b | d b => d b, b d=8:1")]
    public void R20SurvivorsKeepTheirBytesAndStayLinked(string line) => MergeCase.Holds(line);

    /// <summary>First is the order of the layers, then that in a layer.</summary>
    [Theory]
    [InlineData("f a=1, h c->a, h b->a | w a")]
    [InlineData("f a=1, h z->a, h c->a | h b->c, w a, w z")]
    public void R20TheFirstSurvivingNameCarriesTheData(string stack)
    {
        using var flat = new System.Formats.Tar.TarReader(new MemoryStream(Merged.Merge(new Stack(StackText.Parse(stack)).Openers())));
        Assert.Equal("c", flat.GetNextEntry()?.Name);
        Assert.Equal("c", flat.GetNextEntry()?.LinkName);
    }

    [Theory]
    [InlineData("f a=1, h b->a, h c->a, f z | w a", "b, c -> b, z")]
    [InlineData("h c->a, f z, f a=1, h b->a", "z, a, b -> a, c -> a")]
    public void R20ALinkStandsWhereItStoodUnlessItsDataComesLater(string stack, string expected)
    {
        var flat = Tar.Reading.All(new MemoryStream(Merged.Merge(new Stack(StackText.Parse(stack)).Openers())));
        Assert.Equal(expected, string.Join(", ", flat.Select(entry => entry.LinkPath.Length > 0 ? $"{entry.Path} -> {entry.LinkPath}" : entry.Path)));
    }

    [Theory]
    [InlineData("f a=1, h b->a, h c->b, h d->c => f a=1, h b->a, h c->a, h d->a")]
    [InlineData("f t=1, h a->./t, h b->/t, h c->d/../t => f a=1, h b->a, h c->a, h t->a")]
    [InlineData("d d, f d/t=1, h a->d//t, h b->/d/./t => f a=1, h b->a, d d, h d/t->a")]
    [InlineData("f a=1, h b->a | w a, h c->b => f b=1, h c->b")]
    public void R21ChainsAndFormsOfTheTargetAreFollowed(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1 [0600 1:1 @1], h b->a [0640 2:2 @2] => f a=1 [0640 2:2 @2], h b->a")]
    [InlineData("f a=1 [0600], h b->a [0640], h c->a [04755] => f a=1 [04755], h b->a, h c->a")]
    [InlineData("f a=1 [0600] | h b->a [0640 @5] => f a=1 [0640 @5], h b->a")]
    [InlineData("f a=1 [0600] | h b->a [0640] | w b => f a=1 [0640]")]
    [InlineData("f a=1 [0600], h b->a [0640], f b=2 => f a=1 [0640], f b=2")]
    [InlineData("f a=1 [0600] | h b->a [0640] | f a=2 => f a=2, f b=1 [0640]")]
    [InlineData("f a=1 [x.user.a=1], h b->a [x.user.b=2] => f a=1 [x.user.a=1], h b->a")]
    [InlineData("f a=1 [x.user.a=1], h b->a => f a=1 [x.user.a=1], h b->a")]
    [InlineData(@"f a=1 [x.security.capability=\x01\x00\x00\x02\x80], h b->a | w a => f b=1 [x.security.capability=\x01\x00\x00\x02\x80]")]
    [InlineData(@"f a=1 [x.security.capability=\x01\x80], h b->a, h c->a | w a => f b=1 [x.security.capability=\x01\x80], h c->b")]
    [InlineData(@"f a=1 [x.security.capability=\x01\x80] | h b->a, h c->a => f a=1 [x.security.capability=\x01\x80], h b->a, h c->a")]
    [InlineData("f a=1 [@1.25], h b->a [@2.75] | w a => f b=1 [@2.75]")]
    [InlineData("f a=1, h b->a, h c->a [4294967294:2097152 @-1.5] | f a=2 => f a=2, f b=1 [4294967294:2097152 @-1.5], h c->b")]
    [InlineData("h b->a [0640], f a=1 [0600] => f a=1 [0640], h b->a")]
    [InlineData("h b->a [0640], h c->a [0660], f a=1 [0600] => f a=1 [0660], h b->a, h c->a")]
    [InlineData("h b->a [0640], f a=1 [0600], h c->a [0660] => f a=1 [0640], h b->a, h c->a")]
    [InlineData("h a->y, h x->d, h y->x, h c->a [0640], h b->x [0660], f d=1 => f a=1 [0660], h b->a, h c->a, h d->a, h x->a, h y->a")]
    [InlineData("h a->y, h x->d, h y->x, h b->x [0640], h c->a [0660], f d=1 => f a=1 [0660], h b->a, h c->a, h d->a, h x->a, h y->a")]
    public void R22TheLastLinkEntrysAttributesWin(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1, h b->a [size=100], f c=2 => f a=1, h b->a, f c=2")]
    [InlineData("l a->b [size=9], d d [size=512], f c=2 => l a->b, f c=2, d d")]
    public void R23ALinkHasNoData(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1 | h b->a => f a=1, h b->a")]
    [InlineData("f a=1 | f x | h b->a, h c->b => f a=1, h b->a, h c->a, f x")]
    [InlineData("h b->a, f a=1 => f a=1, h b->a")]
    [InlineData("h c->b, h b->a, f a=1 => f a=1, h b->a, h c->a")]
    [InlineData("h b->a, h c->b, f a=1 => f a=1, h b->a, h c->a")]
    [InlineData("f a=1 | w a, h b->a, f a=2 => f a=2, h b->a")]
    [InlineData("f b=0 | h b->a, f a=1 => f a=1, h b->a")]
    [InlineData("h b->a, f b=2, f a=1 => f a=1, f b=2")]
    [InlineData("h b->a, f b/c=2, f a=1 => f a=1, d b, f b/c=2")]
    [InlineData("h b->a, h c->b, f b=2, f a=1 => f a=1, f b=2, h c->a")]
    [InlineData("h b->a, f a=1, f a=2 => f a=2, h b->a")]
    [InlineData("d d, h d/x->d/y, f d/y=1 => d d, f d/x=1, h d/y->d/x")]
    public void R24ALinkMayNameALowerLayerOrALaterEntry(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("h b->a => fails R24")]
    [InlineData("f a | w a, h b->a => fails R24")]
    [InlineData("d d, f d/a | o d, h b->d/a => fails R24")]
    [InlineData("f a | w a | h b->a => fails R24")]
    [InlineData("f a/b/c=1 | w a, h x->a/b/c => fails R24")]
    [InlineData("f a/b/c=1 | o a, h x->a/b/c => fails R24")]
    [InlineData("h a->b, h b->a => fails R24")]
    [InlineData("h a->b, h b->c, h c->a => fails R24")]
    [InlineData("h a->a => fails R24")]
    [InlineData("f a | h a->./a => fails R24")]
    [InlineData("d d, h a->d => fails R24")]
    [InlineData("h a->d, d d => fails R24")]
    [InlineData("d d | h a->d => fails R24")]
    [InlineData("f d/x | h a->d => fails R24")]
    [InlineData("d d | f x | h a->d => fails R24")]
    [InlineData("f x | o d, h a->d => fails R24")]
    [InlineData("h a->d, o d/e => fails R24")]
    [InlineData("f d=1 | h a->d, o d => fails R24")]
    [InlineData("f d=1 | h a->d, o d/e => fails R24")]
    [InlineData("f x | o ., h a->d, d d => fails R24")]
    [InlineData("f x | o ., h a->d, f d/f => fails R24")]
    [InlineData("f x/y, h a->x => fails R24")]
    [InlineData("f a, h b->. => fails R24")]
    [InlineData("f a, h b->a/c => fails R24")]
    [InlineData("h a->a/b, f x => fails R24")]
    [InlineData("h b->a | f a => fails R24")]
    [InlineData("h b->a, f b=1 => fails R24")]
    public void R24ALinkWithoutAFileToNameIsRefused(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a, h b->.")]
    [InlineData("f a, h b->b")]
    public void R24ALinkThatLeadsNowhereIsCalledSo(string stack)
    {
        var error = Assert.Throws<InvalidDataException>(() => Merged.Merge(new Stack(StackText.Parse(stack)).Openers()));
        Assert.Equal("layer 1: b at offset 512: a hard link leads to itself or to the root (R24)", error.Message);
    }
}
