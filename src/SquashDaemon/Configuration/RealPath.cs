namespace SquashDaemon.Configuration;

/// <summary>Where a path leads, links followed as far as it is there.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The real path of a full path.</summary>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (links > 0 && Target(real) is { } target)
                real = Of(target, links - 1);
        }
        return real;
    }

    private static string? Target(string path)
    {
        try
        {
            return Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What may not be looked at, or leads in a circle, is as good as not there.
            return null;
        }
    }
}
