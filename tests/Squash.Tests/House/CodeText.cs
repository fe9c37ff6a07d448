using System.Text.RegularExpressions;

namespace Squash.Tests.House;

/// <summary>Blanks out comments, strings and characters, so that only code is searched. Line breaks stay.</summary>
internal static partial class CodeText
{
    public static string Of(string text) => QuotedPattern().Replace(text, match => Blank(match.Value));

    private static string Blank(string quoted) => string.Concat(quoted.Select(c => c == '\n' ? '\n' : ' '));

    // In this order: line comment, block comment, raw string, verbatim string, string, character.
    [GeneratedRegex("""
        //[^\n]* | /\*.*?\*/ | "{3,}.*?"{3,} | \$?@\$?"(?:[^"]|"")*" | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\[^\n]{1,9}?)'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex QuotedPattern();
}
