using Squash.Images;

namespace Squash.Archives;

/// <summary>What an archive calls an image.</summary>
/// <param name="RepoTag">As docker prints it; null if the archive only knows a tag.</param>
/// <param name="RefName">The value for <c>org.opencontainers.image.ref.name</c>.</param>
public sealed record ArchivedName(string? RepoTag, string RefName)
{
    /// <summary>A name of manifest.json, kept as it is spelled.</summary>
    public static ArchivedName OfRepoTag(string repoTag) => new(repoTag, ImageName.Full(repoTag));

    /// <summary>The name that annotations of a descriptor give; null if they give none.</summary>
    public static ArchivedName? Of(Annotations annotations)
    {
        if (annotations[Annotations.ContainerdName] is { Length: > 0 } full)
            return new ArchivedName(ImageName.Familiar(full), full);
        if (annotations[Annotations.RefName] is not { Length: > 0 } refName)
            return null;
        return ImageName.IsReference(refName)
            ? new ArchivedName(ImageName.Familiar(ImageName.Full(refName)), ImageName.Full(refName))
            : new ArchivedName(null, refName);
    }
}
