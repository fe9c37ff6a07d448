namespace SquashDaemon.Spool;

/// <summary>Names that programs give to files which they have not finished, and names of our own.</summary>
internal static class IgnoreList
{
    private const string Sidecar = ".squash.conf";

    private static readonly string[] Suffixes =
        ["~", ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", ".lck"];

    /// <summary>Why a file of this name is never taken; null if it may be.</summary>
    /// <param name="name">The name.</param>
    /// <param name="marker">How markers end, if they are required.</param>
    public static string? Reason(string name, string? marker = null)
    {
        if (name.EndsWith(Sidecar, StringComparison.Ordinal))
            return $"it holds the options of {NameBytes.Show(name[..^Sidecar.Length])}";
        if (name.EndsWith(".done", StringComparison.Ordinal) || (marker is not null && name.EndsWith(marker, StringComparison.Ordinal)))
            return "it marks another file as complete";
        if (name.StartsWith('.'))
            return "hidden files are not taken; rename it when it is complete";
        return name.StartsWith("~syncthing~", StringComparison.Ordinal)
            || (name.StartsWith('#') && name.EndsWith('#'))
            || Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            ? "its name says that it is not finished; rename it when it is complete"
            : null;
    }

    /// <summary>The name of the options of an archive.</summary>
    public static string SidecarOf(string name) => name + Sidecar;
}
