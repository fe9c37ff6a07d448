namespace Mutants;

/// <summary>Where things are, seen from this program.</summary>
internal static class Layout
{
    private const string Name = "/tests/Mutants/";
    private static readonly string Here = AppContext.BaseDirectory;
    private static readonly int At = Here.LastIndexOf(Name, StringComparison.Ordinal);

    /// <summary>The engine's folder.</summary>
    public static string Engine => Path.Combine(Here[..At], "src/Squash");

    /// <summary>The tests as they were built with this program.</summary>
    public static string Tests => Path.Combine(Here[..At], "tests/Squash.Tests", Here[(At + Name.Length)..]);

    /// <summary>The mutants that no test can tell from the engine, and why.</summary>
    public static string Equivalents => Path.Combine(Here[..At], "tests/Mutants/equivalent.txt");

    /// <summary>The engine's sources, below its folder.</summary>
    public static IEnumerable<string> Sources() =>
        from path in Directory.EnumerateFiles(Engine, "*.cs", SearchOption.AllDirectories)
        let below = Path.GetRelativePath(Engine, path)
        where !below.StartsWith("obj/", StringComparison.Ordinal) && !below.StartsWith("bin/", StringComparison.Ordinal)
        orderby below
        select below;

    /// <summary>What the engine is compiled against.</summary>
    public static IEnumerable<string> Libraries() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(path => !path.StartsWith(Here, StringComparison.Ordinal))
            .Append(Path.Combine(Tests, "SharpCompress.dll"));
}
