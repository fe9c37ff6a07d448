namespace SquashDaemon.Spool;

/// <summary>Names that programs give to files which they have not finished, and names of our own.</summary>
internal static class IgnoreList
{
    private static readonly string[] Suffixes =
    [
        "~", ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", ".lck", ".done", ".squash.conf",
    ];

    /// <summary>Whether a file of this name is never taken.</summary>
    public static bool Has(string name) =>
        name.StartsWith('.') || name.StartsWith("~syncthing~", StringComparison.Ordinal)
        || (name.StartsWith('#') && name.EndsWith('#'))
        || Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
