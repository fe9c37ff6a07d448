namespace Squash.Archives;

/// <summary>Archives of docker before 1.10, which have neither manifest.json nor index.json.</summary>
internal static class LegacyLayout
{
    private const string RepositoriesName = "repositories";

    /// <summary>Refuses them, and what is no image archive at all, each in its own sentence.</summary>
    public static IReadOnlyList<ArchivedRoot> Read(OuterArchive archive)
    {
        if (archive.Find(RepositoriesName) is not null || archive.Names.Any(name => name.EndsWith("/VERSION", StringComparison.Ordinal)))
            throw new NotSupportedException(
                "it was saved by docker before 1.10 (there is no manifest.json); load it into a newer engine and save it there");
        if (!archive.Names.Any())
            throw new InvalidDataException("it is an empty archive");
        throw new InvalidDataException(
            "it is a tar, but no image archive: neither manifest.json nor index.json is in it (docker save and podman save write them; docker export does not)");
    }
}
