using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>The sizes and shapes of files and methods.</summary>
internal static partial class Shapes
{
    public const int LongestFile = 300;
    public const int MedianFile = 120;
    public const int LongestMethod = 60;
    public const int MostParameters = 4;

    /// <summary>One type a file, named as the file; top-level statements are the one exception.</summary>
    public static IEnumerable<string> WrongTypes(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Stem != "Program" || file.Types.Count > 0
        where !file.Types.Distinct().SequenceEqual([file.Stem])
        select $"{file.Path}: declares {(file.Types.Count == 0 ? "nothing" : string.Join(", ", file.Types))}";

    /// <summary>The folder says the namespace.</summary>
    public static IEnumerable<string> WrongNamespaces(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Namespace.Length > 0
        let folder = file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..file.Path.LastIndexOf('/')]
        where file.Namespace != folder.Replace('/', '.')
        select $"{file.Path}: is in the namespace {file.Namespace}";

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Lines.Length > LongestFile
        select $"{file.Path}: has {file.Lines.Length} lines";

    public static int MedianLength(IEnumerable<SourceFile> files)
    {
        int[] lengths = [.. files.Select(file => file.Lines.Length).Order()];
        return lengths.Length == 0 ? 0 : lengths[lengths.Length / 2];
    }

    /// <summary>Methods that are too long; the formatter puts their braces at the first indent.</summary>
    public static IEnumerable<string> LongMethods(IEnumerable<SourceFile> files) =>
        from file in files
        from Match body in BodyPattern().Matches(file.Code)
        let lines = body.Groups["body"].Value.Count(c => c == '\n') + 1
        where lines > LongestMethod
        select $"{file.Path}: the method {body.Groups["name"].Value} has {lines} lines";

    /// <summary>
    /// Methods with too many parameters. Constructors, records, what calls the system and what is exported to
    /// native callers are free, and a token that only passes through is not counted.
    /// </summary>
    public static IEnumerable<string> WideMethods(IEnumerable<SourceFile> files) =>
        from file in files
        from Match head in HeadPattern().Matches(file.Code)
        let parameters = Count(head.Groups["parameters"].Value)
        where parameters > MostParameters
        select $"{file.Path}: the method {head.Groups["name"].Value} has {parameters} parameters";

    public static IEnumerable<string> Interfaces(IEnumerable<SourceFile> files) =>
        from file in files
        where Regex.IsMatch(file.Code, @"^\s*(?:public |internal )?interface \w+", RegexOptions.Multiline)
        select file.Path;

    private static int Count(string parameters)
    {
        parameters = Regex.Replace(parameters, @",\s*CancellationToken \w+(?: = default)?\s*$", "");
        if (string.IsNullOrWhiteSpace(parameters)) return 0;
        int depth = 0, commas = 0;
        foreach (var c in parameters)
        {
            depth += c is '<' or '(' or '[' ? 1 : c is '>' or ')' or ']' ? -1 : 0;
            commas += c == ',' && depth == 0 ? 1 : 0;
        }

        return commas + 1;
    }

    [GeneratedRegex(
        @"^ {4}(?:(?:public|internal|private|protected|static|override|virtual|async|unsafe|readonly|ref) )+"
        + @"[^\n=;]*?(?<name>\w+)(?:<[^\n(]*>)?\((?:[^;{}])*?\n {4}\{\n(?<body>.*?)\n {4}\};?$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BodyPattern();

    [GeneratedRegex(
        @"(?<!\[UnmanagedCallersOnly\b.*\n)"
        + @"^ {4}(?!.*\b(?:partial|extern)\b)(?:(?:public|internal|private|protected|static|override|virtual|async|unsafe) )+"
        + @"[\w<>\[\]?., ()]+? (?<name>\w+)(?:<[^\n(]*>)?"
        + @"\((?<parameters>(?>[^()]+|\((?<open>)|\)(?<-open>))*(?(open)(?!)))\)",
        RegexOptions.Multiline)]
    private static partial Regex HeadPattern();
}
