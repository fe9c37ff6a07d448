using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>What is not written here, and what is written instead.</summary>
internal static class Words
{
    private const string Names = @"\b(?:class|struct|record|interface|enum|namespace) [\w.]*(?:{0})\b";

    /// <summary>Everywhere in src.</summary>
    public static readonly IReadOnlyList<(string Pattern, string Instead)> Banned =
    [
        (@"\bDateTime\.(?:Now|UtcNow|Today)\b", "a TimeProvider"),
        (@"\bDateTimeOffset\.(?:Now|UtcNow)\b", "a TimeProvider"),
        (@"\.Result\b(?!\s*[({])", "await"),
        (@"\.GetAwaiter\(\)", "await"),
        (@"\bThread\.Sleep\b", "a TimeProvider's delay"),
        (@"#region\b", "a smaller type"),
        (@"\bFile\.Move\(", "a rename that never replaces, and fsync of the directory"),
        (@"\basync void\b", "async Task"),
        (Names.Replace("{0}", "Helpers?|Utils?|Utilities|Managers?|Common", StringComparison.Ordinal), "a noun of the specification"),
        (@"\b(?:class|record) \w+Base\b", "composition"),
    ];

    /// <summary>In the engine besides: it is synchronous, silent, and a pure function of its input.</summary>
    public static readonly IReadOnlyList<(string Pattern, string Instead)> BannedInEngine =
    [
        (@"\b(?:async|await)\b", "synchronous code with a CancellationToken"),
        (@"\bConsole\.", "a report or an exception"),
        (@"\b(?:Guid\.NewGuid|Random\.Shared|new Random\b|Stopwatch\b|Environment\.TickCount|TimeProvider\b)",
            "nothing: the output is a pure function of the input"),
    ];

    /// <summary>In comments and strings too.</summary>
    public static readonly IReadOnlyList<(string Pattern, string Instead)> BannedInText =
        [(@"\b(?:TODO|FIXME|HACK|XXX)\b", "an issue")];

    public static IEnumerable<string> Violations(
        IEnumerable<SourceFile> files, IReadOnlyList<(string Pattern, string Instead)> banned, bool inText = false) =>
        from file in files
        from word in banned
        from Match match in Regex.Matches(inText ? file.Text : file.Code, word.Pattern)
        select $"{file.Path}: instead of \"{match.Value.Trim()}\" use {word.Instead}";

    /// <summary>A catch of everything, with no condition, outside the files that may.</summary>
    public static IEnumerable<string> BareCatches(IEnumerable<SourceFile> files, IReadOnlyList<string> mayCatch) =>
        from file in files
        where !mayCatch.Contains(file.Path)
        where Regex.IsMatch(file.Code, @"\bcatch\s*(?:\(\s*(?:System\.)?Exception\b[^)]*\)\s*)?(?!\s*when\b)(?=\{)")
        select $"{file.Path}: catches every exception";
}
