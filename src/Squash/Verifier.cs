using Microsoft.Win32.SafeHandles;
using Squash.Archives;
using Squash.Blobs;
using Squash.Verifying;

namespace Squash;

/// <summary>
/// Proves by another algorithm than the merger's that a flat archive shows what the original shows: layers are applied
/// one after another to a model of inodes, and every field of every path is compared; then the metadata.
/// </summary>
public sealed class Verifier(string scratchDirectory)
{
    /// <summary>Compares file systems and metadata of every image.</summary>
    /// <exception cref="InvalidDataException">One of the archives is malformed or fails a digest.</exception>
    /// <exception cref="NotSupportedException">One of the archives holds what cannot be compared.</exception>
    public VerifyReport Verify(
        SafeFileHandle original, SafeFileHandle flat, CancellationToken cancellationToken = default)
    {
        using var before = ImageArchive.Open(original, scratchDirectory, cancellationToken);
        using var after = ImageArchive.Open(flat, scratchDirectory, cancellationToken);
        var differences = new List<string>();
        var (images, entries) = (0, 0L);
        var pairs = Pair(before.Roots, after.Roots).ToList();
        var (names, others) = (Names(before).Count, Names(after).Count);
        if (pairs.Count < before.Roots.Count || after.Roots.Count > before.Roots.Count || names != others)
            differences.Add($"the original has {before.Roots.Count} images of {names} names, the flat archive {pairs.Count} of these, and {others} names");
        if (!before.Annotations.AreSame(after.Annotations))
            differences.Add("the annotations of index.json differ");
        foreach (var (old, now) in pairs)
        {
            var name = Text.Printable.Text(old.Names.Count > 0 ? old.Names[0].RefName : "unnamed");
            differences.AddRange(RootComparison.Differences(old, now).Select(difference => $"{name}: {difference}"));
            foreach (var (oldImage, newImage) in old.Images.Zip(now.Images))
            {
                cancellationToken.ThrowIfCancellationRequested();
                images++;
                entries += Compare($"{name} ({oldImage.Config.Platform})", oldImage, newImage, differences, cancellationToken);
            }
        }
        if (IsUntouched(pairs))
            differences.Add("nothing of the archive is squashed");
        return new VerifyReport(images, entries, differences);
    }

    /// <summary>
    /// Images with a name by their first, those of one name in their order, since those that became equal have become one;
    /// the others in their order.
    /// </summary>
    private static IEnumerable<(ArchivedRoot, ArchivedRoot)> Pair(IReadOnlyList<ArchivedRoot> original, IReadOnlyList<ArchivedRoot> flat)
    {
        var byName = flat.SelectMany(root => NamesOf(root).Select(name => (Name: name, Root: root)))
            .ToLookup(named => named.Name, named => named.Root, StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        using var nameless = flat.Where(root => root.Names.Count == 0).GetEnumerator();
        foreach (var root in original)
        {
            if (root.Names.Count == 0 && nameless.MoveNext())
                yield return (root, nameless.Current);
            else if (root.Names.Count > 0 && byName[root.Names[0].RefName].ToList() is { Count: > 0 } same)
                yield return (root, same[Math.Min(seen.GetValueOrDefault(root.Names[0].RefName), same.Count - 1)]);
            foreach (var name in NamesOf(root))
                seen[name] = seen.GetValueOrDefault(name) + 1;
        }
    }

    private static IEnumerable<string> NamesOf(ArchivedRoot root) => root.Names.Select(name => name.RefName).Distinct();

    private static HashSet<string> Names(ImageArchive archive) => [.. archive.Roots.SelectMany(NamesOf)];

    /// <summary>One image of several may be as it was, since it is what another is built on (P3); all of them never.</summary>
    private static bool IsUntouched(IEnumerable<(ArchivedRoot First, ArchivedRoot Second)> roots)
    {
        var pairs = roots.SelectMany(pair => pair.First.Images.Zip(pair.Second.Images)).ToList();
        return pairs.Exists(pair => pair.First.Layers.Count > 1)
            && pairs.TrueForAll(pair => RootComparison.IsUntouched(pair.First, pair.Second));
    }

    private static long Compare(
        string name, ArchivedImage original, ArchivedImage flat, List<string> differences, CancellationToken cancellationToken)
    {
        differences.AddRange(RootComparison.Differences(original, flat).Select(difference => $"{name}: {difference}"));
        using var crew = new Crew();
        var comparison = new TreeComparison(
            InodeTree.Of(Openers(original, crew), cancellationToken), InodeTree.Of(Openers(flat, crew), cancellationToken));
        differences.AddRange(comparison.Differences().Select(difference => $"{name}: {difference}"));
        return comparison.ComparedPaths;
    }

    private static IReadOnlyList<Func<Stream>> Openers(ArchivedImage image, Crew crew) =>
        [.. image.Layers.Select<LayerBlob, Func<Stream>>(layer => () => layer.OpenVerified(crew))];
}
