using Squash.Archives;

namespace Squash;

/// <summary>Compares what stands around the file systems: names, annotations, platforms, configs.</summary>
internal static class RootComparison
{
    /// <summary>Every difference between two roots, one sentence each.</summary>
    public static IEnumerable<string> Differences(ArchivedRoot original, ArchivedRoot flat)
    {
        if (!original.Names.SequenceEqual(flat.Names))
            yield return "the names differ";
        if (original.IsIndex != flat.IsIndex || original.Images.Count != flat.Images.Count)
            yield return "the platforms differ";
        if (!original.IndexAnnotations.Items.SequenceEqual(flat.IndexAnnotations.Items)
            || !original.DescriptorAnnotations.Items.SequenceEqual(flat.DescriptorAnnotations.Items))
            yield return "the annotations of the index differ";
    }

    /// <summary>Every difference between two images but their files, one sentence each.</summary>
    public static IEnumerable<string> Differences(ArchivedImage original, ArchivedImage flat)
    {
        if (original.StatedPlatform != flat.StatedPlatform)
            yield return "the platform in the index differs";
        if (!original.Annotations.Items.SequenceEqual(flat.Annotations.Items))
            yield return "the annotations of the manifest differ";
        if (flat.Layers.Count != Math.Min(1, original.Layers.Count))
            yield return $"the flat image has {flat.Layers.Count} layers";
        if (original.Layers.Count == 0)
        {
            // What has no layers has nothing to squash, and passes as it is.
            if (!original.Config.Bytes.AsSpan().SequenceEqual(flat.Config.Bytes))
                yield return "the config differs";
            yield break;
        }
        foreach (var difference in ConfigComparison.Differences(original.Config.Bytes, flat.Config.Bytes))
            yield return difference;
    }
}
