namespace Squash.Tests.House;

/// <summary>The files of the solution that this test assembly was built from.</summary>
internal static class Sources
{
    private static readonly string Root = FindRoot();

    public static IReadOnlyList<SourceFile> Engine { get; } = Read("src/Squash", "*.cs");

    public static IReadOnlyList<SourceFile> Daemon { get; } = Read("src/SquashDaemon", "*.cs");

    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests", "*.cs");

    /// <summary>Project files, properties and the editor's configuration.</summary>
    public static IReadOnlyList<SourceFile> Projects { get; } =
        [.. Read("src", "*.*proj"), .. Read("src", "*.props"), .. Read("tests", "*.*proj"), .. Read("tests", "*.props")];

    private static List<SourceFile> Read(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))))];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SquashDaemon.sln"))) return at.FullName;
        }

        throw new InvalidOperationException("the sources are not above the test assembly");
    }
}
