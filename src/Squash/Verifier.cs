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
        if (before.Roots.Count != after.Roots.Count)
            differences.Add($"the original names {before.Roots.Count} images, the flat archive {after.Roots.Count}");
        if (!before.Annotations.AreSame(after.Annotations))
            differences.Add("the annotations of index.json differ");
        foreach (var (old, now) in before.Roots.Zip(after.Roots))
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
        if (IsUntouched(before, after))
            differences.Add("nothing of the archive is squashed");
        return new VerifyReport(images, entries, differences);
    }

    /// <summary>One image of several may be as it was, since it is what another is built on (P3); all of them never.</summary>
    private static bool IsUntouched(ImageArchive original, ImageArchive flat)
    {
        var pairs = original.Roots.Zip(flat.Roots).SelectMany(roots => roots.First.Images.Zip(roots.Second.Images)).ToList();
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
