namespace Squash.Tests.Merging;

/// <summary>R25 to R30: however an entry is written, the flat layer has it in the one form that loads everywhere.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("f a=1 [type=7] => f a=1")]
    [InlineData(@"f a=1 [type=\x00], d d/ [type=\x00] => f a=1, d d")]
    [InlineData("f a/=1 | f b/=2, h c->b/ => f a=1, f b=2, h c->b")]
    [InlineData("d d [form=gnu], f d/a=1 [form=v7], f d/b=2 [form=gnu 4294967294:0] => d d, f d/a=1, f d/b=2 [4294967294:0]")]
    [InlineData("d d/ [type=D form=gnu] => d d")]
    [InlineData(@"f d/=Ya\x00\x00 [type=D form=gnu 0755], f d/a=1 => d d, f d/a=1")]
    [InlineData("f label=x [type=V form=gnu], f a=1, f more=x [type=M form=gnu], f names=x [type=N form=gnu] => f a=1")]
    [InlineData("f a [type=A] => fails typeflag")]
    [InlineData("f a [type=X] => fails typeflag")]
    public void R25EveryDialectGivesTheSameEntry(string line) => MergeCase.Holds(line);

    // A path that is not clean makes the merger write the header anew.
    [Theory]
    [InlineData("f a=1 [p.path=./b p.uid=7 p.gid=8 p.mtime=1.5 p.uname=daemon p.gname=daemon] => f b=1 [7:8 @1.5]")]
    [InlineData("f a=1 [p.path=b p.path=./c] => f c=1")]
    [InlineData("f a=1 [1:2 @3 p.path= p.uid= p.gid= p.mtime=] => f a=1 [1:2 @3]")]
    [InlineData("f ./a=12 [size=0 p.size=2], f b=3 => f a=12, f b=3")]
    [InlineData("f x=1, h a->y [p.linkpath=./x], l ./l->y [p.linkpath=z] => f a=1, l l->z, h x->a")]
    public void R27RecordsOverrideTheHeader(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("f a=1 [form=global], d d [form=global] => f a=1, d d")]
    [InlineData("f ./a=1 [form=global 5:0] | f b=2 => f a=1 [5:0], f b=2")]
    public void R28GlobalHeadersAreIgnored(string line) => MergeCase.Holds(line);

    // The last file has the expanded content, by which the model's hash is known.
    [Theory]
    [InlineData(@"f s=x [p.GNU.sparse.size=3 p.GNU.sparse.offset=2 p.GNU.sparse.numbytes=1], f z=\x00\x00x => "
        + @"f s=\x00\x00x, f z=\x00\x00x")]
    [InlineData(@"f GNUSparseFile.0/s=x [p.GNU.sparse.name=s p.GNU.sparse.size=4 p.GNU.sparse.map=2\x2c1], f z=\x00\x00x\x00 => "
        + @"f s=\x00\x00x\x00, f z=\x00\x00x\x00")]
    [InlineData(@"d d, f GNUSparseFile.0/s=x [p.GNU.sparse.name=d/s p.GNU.sparse.size=3 p.GNU.sparse.map=2\x2c1 x.user.a=1], "
        + @"h h->d/s, h i->h, f z=\x00\x00x | w d/s => d d, f h=\x00\x00x [x.user.a=1], h i->h, f z=\x00\x00x")]
    public void R29SparseFilesAreExpanded(string line) => MergeCase.Holds(line);

    [Theory]
    [InlineData("p p [size=512], c c=1:3 [size=1], b b=8:1 [size=9999], f a=1 => f a=1, b b=8:1, c c=1:3, p p")]
    [InlineData("l l->x [p.size=512], d d [p.size=1], f a=1 => f a=1, d d, l l->x")]
    public void R30WhatHasNoDataHasNoSize(string line) => MergeCase.Holds(line);
}
