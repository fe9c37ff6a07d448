namespace SquashDaemon.Spool;

/// <summary>Names beside taken ones: <c>app.tar</c>, <c>app.2.tar</c>, <c>app.3.tar</c>.</summary>
internal static class FreeName
{
    private static readonly string[] Compressions = [".gz", ".tgz", ".bz2", ".xz", ".zst", ".zstd"];

    /// <summary>The name for a try, counted from 1.</summary>
    public static string Of(string name, int number)
    {
        if (number == 1)
            return name;
        var stem = Stem(name);
        return $"{stem}.{number}{name[stem.Length..]}";
    }

    /// <summary>The name without what tells the form of an archive: <c>.tar</c>, <c>.tar.gz</c>, <c>.tgz</c>.</summary>
    public static string Stem(string name)
    {
        var compression = Compressions.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        var stem = compression is null ? name : name[..^compression.Length];
        if (stem.EndsWith(".tar", StringComparison.OrdinalIgnoreCase))
            stem = stem[..^4];
        return stem.Length == 0 ? name : stem;
    }
}
