using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>One source file.</summary>
/// <param name="Path">Relative to the solution, with <c>/</c>.</param>
/// <param name="Text">All of it.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text without comments and the contents of strings.</summary>
    public string Code { get; } = CodeText.Of(Text);

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The name that its one type must have.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path).Split('.')[0];

    public string Namespace => NamespacePattern().Match(Code).Groups[1].Value;

    /// <summary>The types that it declares, nested ones left out.</summary>
    public IReadOnlyList<string> Types => [.. TypePattern().Matches(Code).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    // Namespaces are file-scoped, so that only nested types are indented.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe) )*"
        + @"(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?\[\]., ]+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypePattern();
}
