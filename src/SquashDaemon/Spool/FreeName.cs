namespace SquashDaemon.Spool;

/// <summary>Names beside taken ones: <c>app.tar</c>, <c>app.2.tar</c>, <c>app.3.tar</c>.</summary>
internal static class FreeName
{
    /// <summary>How many bytes longer the longest name is that goes with an archive: <c>.notloaded.json</c>.</summary>
    private const int Besides = 15;

    private static readonly string[] Compressions = [".gz", ".tgz", ".bz2", ".xz", ".zst", ".zstd"];

    /// <summary>The name for a try, counted from 1; what would be too long for a name is cut before the suffix.</summary>
    /// <param name="name">The name that it should have.</param>
    /// <param name="number">The number of the try.</param>
    /// <param name="besides">
    /// How many bytes longer other names are that go with it: those of its report, its options or its marker.
    /// </param>
    public static string Of(string name, int number, int besides = Besides)
    {
        var stem = Stem(name);
        var end = number == 1 ? name[stem.Length..] : $".{number}{name[stem.Length..]}";
        return NameBytes.Cut(stem, Math.Max(1, NameBytes.Longest - besides - NameBytes.Encode(end).Length)) + end;
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
