using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>What a merge says of its layers: how much it wrote, and which of them is wrong.</summary>
public sealed class SummaryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("d d, f d/a=123, f b=45, h c->b, l l->x | f e/f=6 => 7 6")]
    [InlineData("f a=123, h b->a | f a=4 | w b => 1 1")]
    [InlineData(@"f s=x [p.GNU.sparse.size=300 p.GNU.sparse.offset=2 p.GNU.sparse.numbytes=1] => 1 300")]
    [InlineData(" => 0 0")]
    public void AMergeCountsEntriesAndTheirContents(string line)
    {
        var parts = line.Split("=> ");
        var layers = new Stack(StackText.Parse(parts[0].Trim())).Openers();
        var summary = new LayerMerger(new MergePlanner(layers).Plan(Cancellation), layers).Merge(Stream.Null, Cancellation);
        Assert.Equal(parts[1], $"{summary.Entries} {summary.ContentBytes}");
    }

    [Theory]
    [InlineData("d d, f d/a=123 [@1.5], f ./b=45, h c->b, l l->x, c c=1:3")]
    [InlineData(@"f s=x [p.GNU.sparse.size=3000 p.GNU.sparse.offset=2 p.GNU.sparse.numbytes=1], f z=1")]
    [InlineData("f a=1, h b->a, h c->a | w a")]
    public void WhatIsMeasuredIsWhatIsWritten(string stack)
    {
        var (measured, flat) = Merged.Measure(new Stack(StackText.Parse(stack)).Openers());
        Assert.Equal(flat.Length, measured);
    }

    [Theory]
    [InlineData("f a | f b, f c [type=A] | f d", "layer 2: ", "typeflag")]
    [InlineData("f a | f b | f c=1, f ../x", "layer 3: ../x at offset 1024: ", "R2")]
    [InlineData("h b->a | f x", "layer 1: b: ", "R24")]
    [InlineData("f x | h b->a, w a | f y", "layer 2: b: ", "R24")]
    [InlineData("f x | d a, h b->a | f y", "layer 2: b at offset 512: ", "R24")]
    public void ARefusalNamesLayerEntryAndRule(string stack, string place, string rule)
    {
        var error = Assert.Throws<InvalidDataException>(() => new MergePlanner(new Stack(StackText.Parse(stack)).Openers()).Plan(Cancellation));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "f a=1, f b=2", true)]
    [InlineData(2, "f a=1, f b=2", true)]
    [InlineData(1, "f a=1", false)]
    [InlineData(2, "f a=1", false)]
    public void ALayerThatGrewSinceItWasPlannedIsRefused(int layer, string second, bool isRefused)
    {
        var (before, after) = (Layer("f a=1"), Layer(second));
        var opened = 0;
        List<Func<Stream>> layers = [Layer("f x"), Layer("f y")];
        layers[layer - 1] = () => opened++ == 0 ? before() : after();
        var plan = new MergePlanner(layers).Plan(Cancellation);
        var error = Record.Exception(() => new LayerMerger(plan, layers).Merge(Stream.Null, Cancellation));
        Assert.Equal(isRefused ? $"layer {layer}: the layer changed while it was read" : null, error?.Message);
        Assert.Equal(isRefused, error is InvalidDataException);
    }

    [Fact]
    public void AFaultOfALayersOwnStreamIsSaidOnce()
    {
        List<Func<Stream>> layers = [() => throw new InvalidDataException("layer 7: its digest is wrong")];
        var error = Assert.Throws<InvalidDataException>(() => new MergePlanner(layers).Plan(Cancellation));
        Assert.Equal("layer 7: its digest is wrong", error.Message);
        layers = [Layer("f a")];
        var plan = new MergePlanner(layers).Plan(Cancellation);
        layers = [() => throw new InvalidDataException("layer 7: its digest is wrong")];
        error = Assert.Throws<InvalidDataException>(() => new LayerMerger(plan, layers).Merge(Stream.Null, Cancellation));
        Assert.Equal("layer 7: its digest is wrong", error.Message);
    }

    // Also of a layer of which nothing is left: its digest is only known at its end.
    [Theory]
    [InlineData("f b=1")]
    [InlineData("f a=1")]
    [InlineData("w a")]
    public void EveryLayerIsReadToItsLastByte(string upper)
    {
        var bytes = new byte[300_000];
        TarBytes.Layer(StackText.Parse("f a=1")[0]).CopyTo(bytes, 0);
        var streams = new List<CountedStream>();
        List<Func<Stream>> layers =
        [
            () =>
            {
                streams.Add(new CountedStream(bytes));
                return streams[^1];
            },
            Layer(upper),
        ];
        new LayerMerger(new MergePlanner(layers).Plan(Cancellation), layers).Merge(Stream.Null, Cancellation);
        Assert.Equal(bytes.Length, streams[1].Count);
    }

    [Fact]
    public void AKeptLayerIsReadAgainOnlyForDataThatIsNeeded()
    {
        foreach (var (upper, times) in new[] { ("f b", 0), ("h b->a", 1) })
        {
            var opened = new int[2];
            var layers = new Stack(StackText.Parse($"f a | {upper}")).Openers()
                .Select((open, at) => (Func<Stream>)(() => { opened[at]++; return open(); })).ToList();
            var plan = new MergePlanner(layers, keptLayers: 1).Plan(Cancellation);
            opened.AsSpan().Clear();
            new LayerMerger(plan, layers).Merge(Stream.Null, Cancellation);
            Assert.Equal([times, 1], opened);
        }
    }

    [Fact]
    public void ZerosThatASparseFileLeavesOutAreTold()
    {
        const string sparse = "f s=x [p.GNU.sparse.size=300 p.GNU.sparse.offset=2 p.GNU.sparse.numbytes=1]";
        foreach (var (upper, kept, told) in new[] { (sparse, 0, 598L), (sparse, 1, 299L), ("h t->s", 1, 299L), ("h t->a", 1, 0L) })
        {
            long holes = 0;
            new MergePlanner(new Stack(StackText.Parse($"{sparse}, f a=1 | {upper}")).Openers(), kept)
            {
                OnHoles = zeros => holes += zeros,
            }.Plan(Cancellation);
            Assert.Equal(told, holes);
        }
    }

    [Fact]
    public void MoreLayersThanStampsHaveRoomForAreRefused()
    {
        Func<Stream> never = () => throw new IOException("opened");
        Assert.Throws<IOException>(() => new MergePlanner([.. Enumerable.Repeat(never, 65536)]).Plan(Cancellation));
        Assert.Throws<NotSupportedException>(() => new MergePlanner([.. Enumerable.Repeat(never, 65537)]).Plan(Cancellation));
    }

    [Theory]
    [InlineData(100, "layer 1: f099: ")]
    [InlineData(101, "and 1 more warnings")]
    [InlineData(103, "and 3 more warnings")]
    public void OnlyAHundredWarningsAreSaid(int count, string last)
    {
        var names = Enumerable.Range(0, count).Select(number => $"f{number:d3}").ToList();
        var stack = string.Join(", ", names.Select(name => $"f {name}")) + " | " + string.Join(", ", names.Select(name => $"w {name}/x"));
        var warnings = new MergePlanner(new Stack(StackText.Parse(stack)).Openers()).Plan(Cancellation).Warnings;
        Assert.Equal(Math.Min(count, 101), warnings.Count);
        Assert.StartsWith(last, warnings[^1], StringComparison.Ordinal);
        Assert.StartsWith("layer 1: f000: ", warnings[0], StringComparison.Ordinal);
    }

    private static Func<Stream> Layer(string entries) => new Stack(StackText.Parse(entries)).Openers()[0];

    /// <summary>A stream that cannot seek, as one that verifies what is read.</summary>
    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Count { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            Count += read;
            return read;
        }
    }
}
