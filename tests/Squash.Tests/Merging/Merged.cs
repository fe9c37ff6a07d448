using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>The merger under test, as one call.</summary>
internal static class Merged
{
    /// <summary>Merges all layers but the lowest, which are kept; nothing if that would change nothing.</summary>
    public static byte[]? MergeAbove(IReadOnlyList<Func<Stream>> layers, int kept)
    {
        using var target = new MemoryStream();
        var plan = new MergePlanner(layers, kept).Plan();
        var summary = new LayerMerger(plan, layers).Merge(target);
        Assert.Equal(FlatListing.Read(target.ToArray(), mayHide: true).Count, summary.Entries);
        if (!plan.ChangesNothing)
            return target.ToArray();
        Assert.Equal(0, summary.Entries);
        return null;
    }

    /// <summary>Merges layers, bottom first, and gives the tar.</summary>
    public static byte[] Merge(IReadOnlyList<Func<Stream>> layers, Owner? owner = null)
    {
        using var target = new MemoryStream();
        new LayerMerger(new MergePlanner(layers).Plan(), layers) { Owner = owner }.Merge(target);
        return target.ToArray();
    }

    /// <summary>Measures the flat layer first and then writes it, by one plan; the size that was measured.</summary>
    public static (long Measured, byte[] Flat) Measure(IReadOnlyList<Func<Stream>> layers)
    {
        var merger = new LayerMerger(new MergePlanner(layers).Plan(), layers);
        using var measure = new MeasuringStream();
        merger.Merge(measure);
        using var target = new MemoryStream();
        merger.Merge(target);
        return (measure.Length, target.ToArray());
    }
}
