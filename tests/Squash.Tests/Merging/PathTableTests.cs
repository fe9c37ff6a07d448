using System.Runtime.CompilerServices;
using Squash.Layers;
using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>What a table of paths finds, and the memory that it takes and gives back.</summary>
public sealed unsafe class PathTableTests
{
    private const long Limit = 4096;
    private static readonly PathKey Known = new(1, 1);

    private readonly TableMemory _memory = new(Limit, _ => throw new InvalidOperationException("it takes more than it needs"));

    [Fact]
    public void APathThatIsThereTakesNoMoreRoom()
    {
        using var table = new PathTable(_memory);
        for (var time = 1u; time <= 1000; time++)
            table.GetOrAdd(Known).Entry = time;
        Assert.Equal(1000u, table.Find(Known).Entry);
    }

    [Fact]
    public void APathThatIsNotThereIsNotFound()
    {
        using var table = new PathTable(_memory);
        Assert.True(Unsafe.IsNullRef(ref table.Find(Known)));
        table.GetOrAdd(Known);
        Assert.False(Unsafe.IsNullRef(ref table.Find(Known)));
        Assert.True(Unsafe.IsNullRef(ref table.Find(Known with { Low = 2 })));
    }

    [Fact]
    public void AShardGrowsByAHalf()
    {
        // Four paths and then six, for the moment that it takes to copy them both.
        using var table = new PathTable(new TableMemory((4 + 6) * sizeof(PathRecord), _ => throw new InvalidOperationException("it grows by more")));
        for (var path = 1u; path <= 5; path++)
            table.GetOrAdd(Known with { Low = path }).Entry = path;
        for (var path = 1u; path <= 5; path++)
            Assert.Equal(path, table.Find(Known with { Low = path }).Entry);
    }

    [Fact]
    public void AllIsGivenBackAtOnceAndOnlyOnce()
    {
        var table = new PathTable(_memory);
        for (var path = 1u; path <= 50; path++)
            table.GetOrAdd(Known with { Low = path });
        table.Dispose();
        table.Dispose();
        Assert.Throws<InvalidOperationException>(() => { _memory.Allocate(Limit + 1); });
        AssertFree();
    }

    [Fact]
    public void APlanGivesItsTableBack()
    {
        List<Func<Stream>> layers = [.. new Stack(StackText.Parse("f a/b, f c/d | w a")).Openers()];
        new MergePlanner(layers) { Memory = _memory }.Plan(TestContext.Current.CancellationToken);
        AssertFree();
    }

    private void AssertFree() => _memory.Free(_memory.Allocate(Limit), Limit);
}
