using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>No warning is silenced without its reason beside it, and no test without Need.</summary>
internal static class Suppressions
{
    public static IEnumerable<string> InSources(IEnumerable<SourceFile> files) =>
        from file in files
        from silence in Silences(file)
        select $"{file.Path}: no reason beside {silence.Trim()}";

    /// <summary>In a project file the reason is a comment on the line above.</summary>
    public static IEnumerable<string> InProjects(IEnumerable<SourceFile> files) =>
        from file in files
        from place in file.Lines.Index()
        where Regex.IsMatch(place.Item, "<(?:NoWarn|WarningsNotAsErrors)>")
        where place.Index == 0 || !file.Lines[place.Index - 1].Contains("-->", StringComparison.Ordinal)
        select $"{file.Path}: no reason above {place.Item.Trim()}";

    /// <summary>Tests skip in one way only, which is a failure in CI.</summary>
    public static IEnumerable<string> Skips(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path != "tests/Shared/Need.cs" && Regex.IsMatch(file.Code, @"Assert\.Skip|\bSkip(?:Unless|When)? =")
        select $"{file.Path}: skips by itself, not by Need";

    private static IEnumerable<string> Silences(SourceFile file) =>
    [
        .. file.Lines.Where(line => Regex.IsMatch(line, @"^\s*#pragma warning disable(?!.*//\s*\w+.*\w)")),
        .. Regex.Matches(file.Code, @"#nullable disable|SuppressMessage\((?![^]]*\bJustification\b)").Select(match => match.Value),
    ];

    /// <summary>The packages that a project names.</summary>
    public static IReadOnlyList<string> Packages(SourceFile project) =>
        [.. Regex.Matches(project.Text, "<PackageReference Include=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
}
