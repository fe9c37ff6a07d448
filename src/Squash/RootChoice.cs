using Squash.Archives;
using Squash.Images;

namespace Squash;

/// <summary>Which images of an archive are squashed, and under which names (A1, A2).</summary>
internal static class RootChoice
{
    /// <summary>The roots that the options leave, named as they say.</summary>
    /// <exception cref="ChoiceException">No image is for the platform, or one name is meant for several images.</exception>
    public static IReadOnlyList<ArchivedRoot> Of(IReadOnlyList<ArchivedRoot> roots, SquashOptions options)
    {
        var chosen = options.Platform is { } platform ? For(platform, roots) : roots;
        if (options.Names.Count == 0)
            return chosen;
        if (chosen.Count > 1)
            throw new ChoiceException(
                $"the archive holds {chosen.Count} images ({string.Join(", ", chosen.Select(NameOf))}), which cannot all have the name {options.Names[0]}; save the one to rename alone");
        return [.. chosen.Select(root => root with { Names = [.. options.Names.Select(ArchivedName.OfRepoTag)] })];
    }

    /// <summary>Whether a stream that cannot seek can say it: it gets no blobs, whose digests come too late, so no index.</summary>
    public static bool FitsStream(IReadOnlyList<ArchivedRoot> roots, Annotations annotations, SquashOptions options) =>
        options.Layout == ArchiveLayout.Docker && !options.Compression.IsCompressed
        && annotations.Items.Count == 0 && roots.All(root => root.FitsDockerManifest)
        && roots.SelectMany(root => root.Names).CountBy(name => name.RefName).All(name => name.Value == 1);

    private static List<ArchivedRoot> For(Platform platform, IReadOnlyList<ArchivedRoot> roots)
    {
        var chosen = new List<ArchivedRoot>();
        foreach (var root in roots)
        {
            var images = root.Images.Where(image => image.IsFor(platform.ToString())).ToList();
            if (images.Count > 0)
                chosen.Add(root with { Images = images, IsIndex = root.IsIndex && images.Count > 1 });
        }
        if (chosen.Count > 0)
            return chosen;
        var all = roots.SelectMany(root => root.Images).Select(image => image.Platform.ToString()).Distinct();
        throw new ChoiceException($"no image of it is for {platform}; it has {string.Join(", ", all)}");
    }

    private static string NameOf(ArchivedRoot root) =>
        root.Names.Count == 0 ? "an unnamed one" : Text.Printable.Text(root.Names[0].RefName);
}
