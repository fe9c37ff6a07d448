using System.Text.RegularExpressions;

namespace Squash.Images;

/// <summary>
/// A reference to an image as docker prints it (<c>busybox:latest</c>) and in full
/// (<c>docker.io/library/busybox:latest</c>), by the grammar of distribution's reference package.
/// </summary>
public static partial class ImageName
{
    private const int RepositoryLength = 255;

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

    /// <summary>
    /// What a user gives as <c>NAME[:TAG]</c>, as docker prints it, with <c>latest</c> if there is no tag; null if it is no
    /// name of an image.
    /// </summary>
    public static string? Tagged(string text)
    {
        var (repository, tag) = Split(text);
        if (tag.Length == 0 && text.Length > repository.Length)
            return null;
        var full = Full(repository);
        return Repository().IsMatch(full) && full.Length <= RepositoryLength && Tag().IsMatch(tag.Length == 0 ? "latest" : tag)
            ? $"{Familiar(full)}:{(tag.Length == 0 ? "latest" : tag)}"
            : null;
    }

    /// <summary>Repository and tag; the tag is empty if there is none.</summary>
    public static (string Repository, string Tag) Split(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') && !name.Contains('@', StringComparison.Ordinal)
            ? (name[..colon], name[(colon + 1)..])
            : (name, "");
    }

    /// <summary>
    /// Whether a ref.name is a whole reference and not only a tag (image-layout.md leaves it open). <c>Release/v1</c> is
    /// none: only new engines take a word for a registry because it has capitals, and others refuse the name.
    /// </summary>
    public static bool IsReference(string refName)
    {
        var slash = refName.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Split(refName).Tag.Length > 0 : IsHost(refName[..slash]) || !IsRegistry(refName[..slash]);
    }

    private static bool IsRegistry(string component) => IsHost(component) || component.Any(char.IsUpper);

    private static bool IsHost(string component) => component == "localhost" || component.AsSpan().ContainsAny('.', ':');

    /// <summary>domain[:port]/path/path by the grammar of distribution's reference package.</summary>
    [GeneratedRegex(
        @"\A(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
        + @"(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+\z")]
    private static partial Regex Repository();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}\z")]
    private static partial Regex Tag();
}
