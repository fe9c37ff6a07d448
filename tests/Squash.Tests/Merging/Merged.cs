using Squash.Merging;

namespace Squash.Tests.Merging;

/// <summary>The merger under test, as one call.</summary>
internal static class Merged
{
    /// <summary>Merges layers, bottom first, and gives the tar.</summary>
    public static byte[] Merge(IReadOnlyList<Func<Stream>> layers)
    {
        using var target = new MemoryStream();
        new LayerMerger(new MergePlanner(layers).Plan(), layers).Merge(target);
        return target.ToArray();
    }
}
