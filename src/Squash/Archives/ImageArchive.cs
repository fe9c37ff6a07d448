using Microsoft.Win32.SafeHandles;
using Squash.Blobs;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>
/// An image archive of any of the forms of FLATTEN-RULES 6.2, opened: what it names, and where the blobs are.
/// </summary>
public sealed class ImageArchive : IDisposable
{
    /// <summary>How many reasons are said why no image is left; more are counted.</summary>
    private const int ReasonsSaid = 3;

    private readonly OuterArchive _outer;

    private ImageArchive(OuterArchive outer) => _outer = outer;

    /// <summary>What the names of the archive stand for, in its order.</summary>
    public required IReadOnlyList<ArchivedRoot> Roots { get; init; }

    /// <summary>Annotations of index.json.</summary>
    public required Annotations Annotations { get; init; }

    /// <summary>What was left out, each one sentence, safe to print.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Opens an archive; <paramref name="scratchDirectory"/> takes its expansion if it is compressed.</summary>
    /// <exception cref="InvalidDataException">It is no image archive, damaged, or incomplete.</exception>
    /// <exception cref="NotSupportedException">It holds images that cannot be squashed.</exception>
    public static ImageArchive Open(
        SafeFileHandle file, string scratchDirectory, CancellationToken cancellationToken = default) =>
        Open(file, scratchDirectory, null, cancellationToken);

    /// <summary>The same of an archive that may expand to <paramref name="limit"/>.</summary>
    public static ImageArchive Open(
        SafeFileHandle file, string scratchDirectory, ExpansionLimit? limit, CancellationToken cancellationToken)
    {
        var outer = OuterArchive.Open(file, scratchDirectory, limit, cancellationToken);
        ImageArchive? archive = null;
        try
        {
            var warnings = new Sentences("more things were left out");
            var (roots, annotations) = ReadIndex(outer, warnings);
            if (roots.Count == 0)
                throw new InvalidDataException(string.Join("; ", ["no image of it can be squashed", .. warnings.ToList(ReasonsSaid)]));
            return archive = new ImageArchive(outer) { Roots = roots, Annotations = annotations, Warnings = warnings.ToList() };
        }
        finally
        {
            if (archive is null)
                outer.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _outer.Dispose();

    /// <summary>
    /// index.json knows platforms and annotations, manifest.json knows names as they were typed; an image may be in
    /// either alone.
    /// </summary>
    internal static (IReadOnlyList<ArchivedRoot> Roots, Annotations Annotations) ReadIndex(OuterArchive outer, Sentences warnings)
    {
        var index = outer.Find(OciLayout.IndexName);
        var manifest = outer.Find(DockerManifest.Name);
        if (index is null && manifest is null && !outer.IsComplete)
            throw new InvalidDataException("the archive is cut off: it has neither an index nor an end marker");
        if (index is null && manifest is null)
            return (LegacyLayout.Read(outer), Annotations.None);
        var layout = new OciLayout(outer, warnings);
        var roots = index is null ? [] : layout.Read(index).ToList();
        var annotated = roots.SelectMany(root => root.Names).Select(name => name.RefName).ToHashSet(StringComparer.Ordinal);
        foreach (var (config, root) in manifest is null ? [] : DockerManifest.Read(outer, manifest))
        {
            var isKnown = false;
            for (var at = 0; at < roots.Count; at++)
            {
                if (!roots[at].Images.Any(image => image.Config.Digest == config) || !SharesName(roots[at], root))
                    continue;
                // A name that the index gives stays where it is; the first image gets those that only manifest.json has.
                var own = roots[at].Names.Select(name => name.RefName).ToHashSet(StringComparer.Ordinal);
                var typed = root.Names.Where(name => own.Contains(name.RefName) || (!isKnown && !annotated.Contains(name.RefName)));
                roots[at] = roots[at] with { Names = Join([.. typed], roots[at].Names) };
                isKnown = true;
            }
            if (!isKnown)
                roots.Add(root);
        }
        ArchiveBudget.CheckImageNames(roots.Sum(root => root.Names.Count));
        return (roots, layout.Annotations);
    }

    private static bool SharesName(ArchivedRoot left, ArchivedRoot right) =>
        left.Names.Count == 0 || right.Names.Count == 0
        || left.Names.Any(name => right.Names.Any(other => other.RefName == name.RefName))
        || left.Names.All(name => name.RepoTag is null);

    private static List<ArchivedName> Join(IReadOnlyList<ArchivedName> typed, IReadOnlyList<ArchivedName> annotated) =>
        [.. typed, .. annotated.Where(name => typed.Count == 0 || (name.RepoTag is not null && typed.All(other => other.RefName != name.RefName)))];
}
