namespace Squash.Tests.Merging;

/// <summary>R6 to R13: what hides, what it hides, and when.</summary>
public sealed class WhiteoutTests
{
    [Theory]
    [InlineData("f a | w a => ")]
    [InlineData("d a, f a/b, d a/c, f a/c/d | w a => ")]
    [InlineData("l a->b, c c=1:3, p d, b e=1:2 | w a, w c, w d, w e => ")]
    [InlineData("f a | d .wh.a => ")]
    [InlineData("f a | d .wh.a/ => ")]
    [InlineData("f a | h .wh.a->nowhere => ")]
    [InlineData("f a | h .wh.a->../.. => ")]
    [InlineData("f a | l .wh.a->x => ")]
    [InlineData("f a | c .wh.a=0:0 => ")]
    [InlineData("f a, f b | f .wh.a=data, f c=1 => f b, f c=1")]
    public void R06AWhiteoutHidesAPathWhateverItsType(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f y | f x.wh.y=1 => f x.wh.y=1, f y")]
    [InlineData("f z | f ..wh.z=1 => f ..wh.z=1, f z")]
    [InlineData("f q | f .whq=1 => f .whq=1, f q")]
    [InlineData("f .wh=1 => f .wh=1")]
    [InlineData("f a | f .WH.a=1 => f .WH.a=1, f a")]
    public void R06OtherNamesWithWhInThemAreOrdinary(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=old | w a, f a=new => f a=new")]
    [InlineData("f a=old | f a=new, w a => f a=new")]
    [InlineData("d d [0700], f d/old | w d, d d, f d/new => d d, f d/new")]
    [InlineData("d d [0700], f d/old | d d, f d/new, w d => d d, f d/new")]
    [InlineData("d d [0700], f d/old | f d/new, w d => d d, f d/new")]
    [InlineData("f a=1 | w a | f a=2 => f a=2")]
    [InlineData("w a, f a=1 => f a=1")]
    [InlineData("f a=1, w a => f a=1")]
    [InlineData("d d, f d/x=1 | f d/x=2, w d/x => d d, f d/x=2")]
    public void R07WhiteoutHidesOnlyLowerLayers(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("d d [0700 1:2], f d/old | o d => d d [0700 1:2]")]
    [InlineData("d d, f d/old | o d, f d/new => d d, f d/new")]
    [InlineData("d d, f d/old | f d/new, o d => d d, f d/new")]
    [InlineData("d d [0700], f d/old | d d [0711], o d => d d [0711]")]
    [InlineData("d d, d d/e, f d/e/old | f d/e/new, o d => d d, d d/e, f d/e/new")]
    [InlineData("d d, d d/e [0700], f d/e/old | o d, f d/e/new => d d, d d/e, f d/e/new")]
    [InlineData("f a, d d, f d/x | o . => ")]
    [InlineData("d ./ [0700], f a | o ., f b => d . [0700], f b")]
    [InlineData("d d, f d/old | d d/.wh..wh..opq => d d")]
    [InlineData("d d, f d/old | h d/.wh..wh..opq->x => d d")]
    [InlineData("o d, f d/a => d d, f d/a")]
    [InlineData("d d, f d/a | o d | f d/b => d d, f d/b")]
    public void R08AnOpaqueMarkerHidesAllThatIsBelow(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a | o d => f a, d d")]
    [InlineData("f a | o d/e => f a, d d, d d/e")]
    [InlineData("f d=1 | o d => d d")]
    [InlineData("l d->x, f x=1 | o d => d d, f x=1")]
    [InlineData("f d=1 | o d/e => d d, d d/e")]
    [InlineData("d d | o d, f d=1 => f d=1")]
    [InlineData("d d | f d=1, o d => f d=1")]
    public void R08AnOpaqueMarkerSaysThatItsDirectoryExists(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a | w b => f a")]
    [InlineData("f a | w x/y/z => f a")]
    [InlineData("w a => ")]
    [InlineData("d d, f d/a | w d, w d/a => ")]
    [InlineData("d d, f d/a | w d/a, w d => ")]
    [InlineData("f a | w a, w a => ")]
    [InlineData("f a | w a | w a => ")]
    [InlineData("d d, f d/a, f d/b | o d, w d/a => d d")]
    [InlineData("d d [0700], f d/a | o d, w d => d d")]
    [InlineData("d d [0700], f d/a | w d, o d => d d")]
    [InlineData("d d, d d/e, f d/e/a | w d, o d/e => d d, d d/e")]
    [InlineData("d real, f real/x, l lnk->real | w lnk/x => l lnk->real, d real, f real/x")]
    [InlineData("f a=1 | w a/b => f a=1")]
    public void R09WhiteoutsCompose(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a | f .wh. => fails R10")]
    [InlineData("f a | f .wh.. => fails R10")]
    [InlineData("f a | f .wh... => fails R10")]
    [InlineData("d d, f d/a | f d/.wh. => fails R10")]
    [InlineData("d d, f d/a | d d/.wh.. => fails R10")]
    [InlineData("d d, f d/a | f d/.wh...=x => fails R10")]
    public void R10AWhiteoutOfNothingIsRefused(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f .wh.a/b=1, f c => f c")]
    [InlineData("f a=1 | f .wh.a/b=2 => f a=1")]
    [InlineData("f a=1 | d .wh.a, f .wh.a/b=2 => ")]
    [InlineData("d d, f d/x | f d/.wh..wh..opq/y => d d, f d/x")]
    [InlineData("f b | w .wh.a/b, o .wh.c => f b")]
    [InlineData("f b | f .wh.a/../c=1 => f b, f c=1")]
    [InlineData("f a | f .wh.....=1 => f a")]
    [InlineData("f .wh.x/a=1, h b->.wh.x/a => fails R24")]
    public void R11NoWhiteoutNameRemains(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f .wh..wh.aufs, d .wh..wh.orph, f .wh..wh.orph/x, d .wh..wh.plnk, f a => f a")]
    [InlineData("d .wh..wh.plnk, f .wh..wh.plnk/1.2=data, h a->.wh..wh.plnk/1.2 => f a=data")]
    [InlineData("f .wh..wh.plnk/1.2=data, h a->.wh..wh.plnk/1.2, h b->/.wh..wh.plnk/1.2 => f a=data, h b->a")]
    [InlineData("h a->.wh..wh.plnk/1.2, f .wh..wh.plnk/1.2=data => f a=data")]
    [InlineData("f .wh..wh.plnk/1.2=data [0600 x.user.a=1], h a->.wh..wh.plnk/1.2 [0640] => f a=data [0640 x.user.a=1]")]
    [InlineData("f .wh..wh.plnk/1.2=1 | h a->.wh..wh.plnk/1.2 => fails R24")]
    [InlineData("l .wh..wh.plnk/1.2->x, h a->.wh..wh.plnk/1.2 => fails R24")]
    [InlineData("f d/.wh..wh.plnk/1=a, h b->d/.wh..wh.plnk/1 => fails R24")]
    [InlineData("d d, f d/x | f d/.wh..wh.foo => d d, f d/x")]
    public void R12AufsBookkeepingIsDroppedButItsFilesCanBeLinked(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("c a=0:0 => c a=0:0")]
    [InlineData("f a=1 | c a=0:0 => c a=0:0")]
    [InlineData("d d, f d/a=1 | c d=0:0 [0600] => c d=0:0 [0600]")]
    [InlineData("c a=0:0 | f a=1 => f a=1")]
    public void R13ADeviceWithNumberZeroIsADevice(string line) => MergeCase.Holds(line);
}
