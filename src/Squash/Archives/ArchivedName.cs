using Squash.Images;

namespace Squash.Archives;

/// <summary>What an archive calls an image.</summary>
/// <param name="RepoTag">As docker prints it; null if docker would refuse it: what is only a tag, a digest or no reference.</param>
/// <param name="RefName">The value for <c>org.opencontainers.image.ref.name</c>.</param>
public sealed record ArchivedName(string? RepoTag, string RefName)
{
    /// <summary>A name of manifest.json, kept as it is spelled if it has a tag.</summary>
    public static ArchivedName OfRepoTag(string repoTag) => ImageName.Tagged(repoTag) is { } tagged
        ? new(ImageName.Split(repoTag).Tag.Length > 0 ? repoTag : tagged, ImageName.Full(tagged))
        : new(null, repoTag);

    /// <summary>The name that annotations of a descriptor give; null if they give none.</summary>
    public static ArchivedName? Of(Annotations annotations)
    {
        if (annotations[Annotations.ContainerdName] is { Length: > 0 } full)
            return OfReference(full);
        if (annotations[Annotations.RefName] is not { Length: > 0 } refName)
            return null;
        return ImageName.IsReference(refName) ? OfReference(refName) : new ArchivedName(null, refName);
    }

    /// <summary>docker refuses the whole archive for one name that it cannot read, so only an annotation keeps such a name.</summary>
    private static ArchivedName OfReference(string name) => ImageName.Tagged(name) is { } tagged
        ? new(tagged, ImageName.Full(tagged))
        : new(null, name);
}
