using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutants;

/// <summary>What a pattern may be instead.</summary>
internal static class Patterns
{
    /// <summary>The alternatives that an <c>or</c> pattern joins; the pattern itself if it is none.</summary>
    public static IEnumerable<PatternSyntax> Parts(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax inner => Parts(inner.Pattern),
        BinaryPatternSyntax binary when binary.IsKind(SyntaxKind.OrPattern) =>
            [.. Parts(binary.Left), .. Parts(binary.Right)],
        _ => [pattern],
    };

    /// <summary>The pattern with one bound moved by one, or without one of its parts.</summary>
    public static IEnumerable<PatternSyntax> Others(PatternSyntax pattern)
    {
        if (pattern.DescendantNodesAndSelf().Any(node => node is VariableDesignationSyntax))
            yield break;
        foreach (var node in pattern.DescendantNodesAndSelf(node => node is PatternSyntax))
        {
            if (node is RelationalPatternSyntax bound)
                yield return pattern.ReplaceNode(bound, Operators.Swapped(bound));
            if (node is BinaryPatternSyntax binary)
            {
                yield return pattern.ReplaceNode(binary, binary.Left);
                yield return pattern.ReplaceNode(binary, binary.Right);
            }
        }
    }
}
