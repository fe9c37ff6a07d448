namespace Squash.Images;

/// <summary>
/// A reference to an image as docker prints it (<c>busybox:latest</c>) and in full
/// (<c>docker.io/library/busybox:latest</c>), by the grammar of distribution's reference package.
/// </summary>
public static class ImageName
{
    private const string DefaultRegistry = "docker.io/";
    private const string OfficialPath = "library/";

    /// <summary>The name with its registry.</summary>
    public static string Full(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return $"{DefaultRegistry}{OfficialPath}{name}";
        return IsRegistry(name[..slash]) ? name : DefaultRegistry + name;
    }

    /// <summary>The name as docker prints it.</summary>
    public static string Familiar(string full)
    {
        if (!full.StartsWith(DefaultRegistry, StringComparison.Ordinal))
            return full;
        var name = full[DefaultRegistry.Length..];
        return name.StartsWith(OfficialPath, StringComparison.Ordinal) && name.IndexOf('/', OfficialPath.Length) < 0
            ? name[OfficialPath.Length..]
            : name;
    }

    /// <summary>Repository and tag; the tag is empty if there is none.</summary>
    public static (string Repository, string Tag) Split(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') && !name.Contains('@', StringComparison.Ordinal)
            ? (name[..colon], name[(colon + 1)..])
            : (name, "");
    }

    /// <summary>Whether a ref.name is a whole reference and not only a tag (image-layout.md leaves it open).</summary>
    public static bool IsReference(string refName) =>
        refName.Contains('/', StringComparison.Ordinal) || Split(refName).Tag.Length > 0;

    private static bool IsRegistry(string component) =>
        component == "localhost" || component.AsSpan().ContainsAny('.', ':') || component.Any(char.IsUpper);
}
