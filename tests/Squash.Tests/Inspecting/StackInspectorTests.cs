using System.Globalization;
using Squash.Inspecting;
using Squash.Tests.Merging;

namespace Squash.Tests.Inspecting;

/// <summary>What layers waste: <c>path bytes: added by &gt; removed by</c>, and what they take on a disk.</summary>
public sealed class StackInspectorTests
{
    private const string LongTarget = "123456789012345678901234567890123456789012345678901234567890";

    [Theory]
    [InlineData("f a=123", "")]
    [InlineData("f a=123 | f a=45", "a 3: 1 > 2 replaced")]
    [InlineData("f a=123 | w a", "a 3: 1 > 2 deleted")]
    [InlineData("f a=123 | w a | f a=45", "a 3: 1 > 2 deleted")]
    [InlineData("f a=123 | w a, f a=123", "a 3: 1 > 2 replaced")]
    [InlineData("f a=123 | f a=123 [0600]", "a 3: 1 > 2 replaced")]
    [InlineData("f a=123 | f a=45 | f a=6", "a 3: 1 > 2 replaced, a 2: 2 > 3 replaced")]
    [InlineData("d d, f d/a=12, f d/b=345 | w d", "d/b 3: 1 > 2 deleted, d/a 2: 1 > 2 deleted")]
    [InlineData("d d, f d/a=12, f d/b=345 | f d=6", "d/b 3: 1 > 2 deleted, d/a 2: 1 > 2 deleted")]
    [InlineData("d d, f d/a=12 | d d [0700]", "")]
    [InlineData("d d, f d/a=12, f d/b=345 | f d/b=678, o d", "d/b 3: 1 > 2 replaced, d/a 2: 1 > 2 deleted")]
    [InlineData("f a=12 | d a, f a/b=3", "a 2: 1 > 2 replaced")]
    [InlineData("f lib/x=12 | l lib->usr", "lib/x 2: 1 > 2 deleted")]
    [InlineData("f a=12, f a=3", "a 2: 1 > 1 replaced")]
    [InlineData("f ./a=12 | f /b/../a=3", "a 2: 1 > 2 replaced")]
    [InlineData("f a= | f a=1", "")]
    public void WhatNoUpperLayerShowsIsWasted(string stack, string wasted) => Assert.Equal(wasted, Wasted(stack));

    [Theory]
    [InlineData("f a=123, h b->a | w a", "")]
    [InlineData("f a=123, h b->a | w b", "")]
    [InlineData("f a=123, h b->a | f a=4", "")]
    [InlineData("f a=123 | h b->a | w a | w b", "a 3: 1 > 4 deleted")]
    [InlineData("f a=123, h b->a | f a=4 | f b=5", "a 3: 1 > 3 replaced")]
    [InlineData("f a=123, h b->a | w a, w b", "a 3: 1 > 2 deleted")]
    [InlineData("f .wh..wh.plnk/1=123, h a->.wh..wh.plnk/1 | w a", ".wh..wh.plnk/1 3: 1 > 2 deleted")]
    public void ContentIsWastedWithItsLastName(string stack, string wasted) => Assert.Equal(wasted, Wasted(stack));

    [Fact]
    public void WasteIsCountedWhereItWasAdded()
    {
        var layers = Inspect("f a=12345, f b=1 | w a, f b=22, f c=333 | w c").Layers;
        Assert.Equal([6, 5, 0], layers.Select(layer => layer.ContentBytes));
        Assert.Equal([6, 3, 0], layers.Select(layer => layer.WastedBytes));
        Assert.Equal([2, 3, 1], layers.Select(layer => layer.Entries));
        Assert.All(layers, layer => Assert.Equal(0, layer.PlainBytes % 512));
    }

    [Fact]
    public void TheTwentyLargestAreNamedAndAllAreCounted()
    {
        var files = Enumerable.Range(1, 30).Select(size => $"f {size:00}={new string('x', size)}");
        var markers = Enumerable.Range(1, 30).Select(size => $"w {size:00}");
        var cost = Inspect($"{string.Join(", ", files)} | {string.Join(", ", markers)}");
        Assert.Equal(Enumerable.Range(11, 20).Reverse().Select(size => (long)size), cost.Largest.Select(waste => waste.Bytes));
        Assert.Equal(30 * 31 / 2, cost.Layers[0].WastedBytes);
    }

    // The root is a directory of one block; a directory costs one, a file its data in whole blocks.
    [Theory]
    [InlineData("", "1")]
    [InlineData("f a", "1")]
    [InlineData("f a=1", "2")]
    [InlineData("f a=1, h b->a, h c->b", "2")]
    [InlineData("d d, d e, f f/g=1", "5")]
    [InlineData("l a->b, c c=1:3, p p", "1")]
    [InlineData($"l a->{LongTarget}", "2")]
    [InlineData("f a=1 | f b=1 | w a", "2 3 2")]
    [InlineData("f a=1 | f a=1 [0600]", "2 2")]
    [InlineData("f a=1, h b->a | w a | w b", "2 2 1")]
    [InlineData("d d, f d/a=1, f d/b=1 | o d, f d/c=1 | f d=1", "4 3 2")]
    public void UnderVfsEveryLayerIsTheWholeTree(string stack, string blocks) =>
        Assert.Equal(blocks, Blocks(stack, layer => layer.TreeSpace));

    [Theory]
    [InlineData("f a=1 | f b=1 | w a", "2 2 1")]
    [InlineData("f d/a=1 | f d/b=1", "3 3")]
    [InlineData("f a=1 | h b->a", "2 1")]
    [InlineData("d d, f d/a=1 | o d", "3 2")]
    [InlineData("f a=1 | w a, f a=1", "2 2")]
    public void UnderOverlayEveryLayerIsItsOwnEntries(string stack, string blocks) =>
        Assert.Equal(blocks, Blocks(stack, layer => layer.OwnSpace));

    [Theory]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    [InlineData(1 << 20, 256)]
    public void AFileTakesWholeBlocks(int bytes, int blocks)
    {
        var cost = Inspect($"f a={new string('x', bytes)}");
        Assert.Equal((1 + blocks) * DiskSpace.BlockBytes, cost.Layers[0].TreeSpace);
    }

    [Fact]
    public void HolesTakeRoomTooSinceEnginesFillThem()
    {
        var cost = Inspect(
            @"f a=1234 [p.GNU.sparse.major=0 p.GNU.sparse.minor=1 p.GNU.sparse.size=9000 p.GNU.sparse.map=8996\x2c4] | w a");
        Assert.Equal(4 * DiskSpace.BlockBytes, cost.Layers[0].TreeSpace);
        Assert.Equal(9000, cost.Layers[0].WastedBytes);
    }

    [Fact]
    public void ALargeDirectoryTakesMoreThanABlock()
    {
        var cost = Inspect(string.Join(", ", Enumerable.Range(0, 1000).Select(number => $"f name{number:0000}")));
        // 1000 names of 16 bytes each, in blocks that are seven tenths full, and an index.
        Assert.Equal(7 * DiskSpace.BlockBytes, cost.Layers[0].TreeSpace);
    }

    [Theory]
    [InlineData("f a | f ../b", "layer 2: ../b: ", "(R2)")]
    [InlineData("f a | w a, h b->a", "layer 2: b: ", "(R24)")]
    public void ARefusalNamesLayerEntryAndRule(string stack, string begins, string ends)
    {
        var error = Assert.Throws<InvalidDataException>(() => Inspect(stack));
        Assert.StartsWith(begins, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ends, error.Message, StringComparison.Ordinal);
    }

    private static string Wasted(string stack) => string.Join(", ", Inspect(stack).Largest.Select(waste =>
        $"{waste.Path} {waste.Bytes}: {waste.AddedBy} > {waste.RemovedBy} {(waste.IsReplaced ? "replaced" : "deleted")}"));

    private static string Blocks(string stack, Func<LayerCost, long> space) => string.Join(' ', Inspect(stack).Layers.Select(
        layer => (space(layer) / DiskSpace.BlockBytes).ToString(CultureInfo.InvariantCulture)));

    private static StackCost Inspect(string stack) => new StackInspector().Inspect(new Stack(StackText.Parse(stack)).Openers());
}
