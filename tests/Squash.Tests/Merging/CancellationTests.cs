using Squash.Merging;

namespace Squash.Tests.Merging;

public sealed class CancellationTests
{
    /// <summary>Layers are opened again and again; whoever gives up at one opening sees no other.</summary>
    [Theory]
    [InlineData("f a", 0, 1)]
    [InlineData("f a | f b | f c", 0, 3)]
    [InlineData("d d, f d/x, f d=1", 0, 2)]
    [InlineData("f a=1 | h b->a", 1, 5)]
    public void PlanningStopsAtAnyLayer(string stack, int kept, int openings)
    {
        for (var last = 1; last <= openings; last++)
        {
            using var cancelled = new CancellationTokenSource();
            var opened = 0;
            var layers = Counted(stack, () =>
            {
                if (++opened == last)
                    cancelled.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => new MergePlanner(layers, kept).Plan(cancelled.Token));
            Assert.Equal(last, opened);
        }
        var all = 0;
        new MergePlanner(Counted(stack, () => all++), kept).Plan(TestContext.Current.CancellationToken);
        Assert.Equal(openings, all);
    }

    [Theory]
    [InlineData("d d")]
    [InlineData("f a=1")]
    public void MergingStopsBeforeTheFirstEntry(string stack)
    {
        var layers = new Stack(StackText.Parse(stack)).Openers();
        var plan = new MergePlanner(layers).Plan(TestContext.Current.CancellationToken);
        using var target = new MemoryStream();
        Assert.Throws<OperationCanceledException>(() => new LayerMerger(plan, layers).Merge(target, new CancellationToken(true)));
        Assert.Equal(0, target.Length);
    }

    private static List<Func<Stream>> Counted(string stack, Action count) =>
    [
        .. new Stack(StackText.Parse(stack)).Openers().Select(open => (Func<Stream>)(() =>
        {
            count();
            return open();
        })),
    ];
}
