using Squash.Archives;

namespace Squash;

/// <summary>Compares what stands around the file systems: names, annotations, platforms, configs.</summary>
internal static class RootComparison
{
    /// <summary>Every difference between two roots, one sentence each.</summary>
    public static IEnumerable<string> Differences(ArchivedRoot original, ArchivedRoot flat)
    {
        // Images that became one have the names of both.
        if (!flat.Names.Where(original.Names.Contains).SequenceEqual(original.Names))
            yield return "the names differ";
        if (original.IsIndex != flat.IsIndex || original.Images.Count != flat.Images.Count)
            yield return "the platforms differ";
        if (original.IsIndex && !(original.IndexAnnotations.AreSame(flat.IndexAnnotations)
            && original.DescriptorAnnotations.AreSame(flat.DescriptorAnnotations)))
            yield return "the annotations of the index differ";
        if (original.IndexArtifactType != flat.IndexArtifactType)
            yield return "the artifact type of the index differs";
    }

    /// <summary>Every difference between two images but their files, one sentence each.</summary>
    public static IEnumerable<string> Differences(ArchivedImage original, ArchivedImage flat)
    {
        if (original.Platform != flat.Platform)
            yield return "the platform of its descriptor differs";
        if (!original.DescriptorAnnotations.AreSame(flat.DescriptorAnnotations))
            yield return "the annotations of its descriptor differ";
        if (!original.Annotations.AreSame(flat.Annotations))
            yield return "the annotations of the manifest differ";
        if (original.ArtifactType != flat.ArtifactType)
            yield return "the artifact type of the manifest differs";
        if (original.Layers.Count == 0)
        {
            // What has no layers has nothing to squash, and passes as it is.
            if (flat.Layers.Count > 0)
                yield return $"the flat image has {flat.Layers.Count} layers";
            if (!IsSameConfig(original, flat))
                yield return "the config differs";
            yield break;
        }
        foreach (var difference in LayerDifferences(original, flat))
            yield return difference;
    }

    /// <summary>Whether an image is as it was: all its layers are kept.</summary>
    public static bool IsUntouched(ArchivedImage original, ArchivedImage flat) =>
        original.Config.DiffIds.SequenceEqual(flat.Config.DiffIds) && IsSameConfig(original, flat);

    /// <summary>
    /// The last layer is the new one, or all are kept and the squashed ones changed nothing (P2). Diff IDs alone do not
    /// tell which, since the new layer may have the bytes of the one that it replaces; one of the two must hold.
    /// </summary>
    private static IReadOnlyList<string> LayerDifferences(ArchivedImage original, ArchivedImage flat)
    {
        if (IsUntouched(original, flat))
            return [];
        var (before, after) = (original.Config.DiffIds, flat.Config.DiffIds);
        var shared = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        if (after.Count == 0 || after.Count - 1 > shared || after.Count > before.Count)
            return [$"the flat image has {after.Count} layers, of which {shared} are the lowest of the original's {before.Count}"];
        var differences = Differences(after.Count - 1, added: 1);
        return shared == after.Count && Differences(after.Count, added: 0).Count == 0 ? [] : differences;

        List<string> Differences(int kept, int added) =>
            [.. new ConfigComparison(kept, added).Differences(original.Config.Bytes, flat.Config.Bytes)];
    }

    private static bool IsSameConfig(ArchivedImage original, ArchivedImage flat) =>
        original.Config.Bytes.AsSpan().SequenceEqual(flat.Config.Bytes);
}
