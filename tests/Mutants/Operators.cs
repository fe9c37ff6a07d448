using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace Mutants;

/// <summary>Operators, and what each is easily mistaken for.</summary>
internal static class Operators
{
    private static readonly (SyntaxKind, SyntaxKind)[] Pairs =
    [
        (LessThanExpression, LessThanOrEqualExpression), (GreaterThanExpression, GreaterThanOrEqualExpression),
        (AddExpression, SubtractExpression), (MultiplyExpression, DivideExpression),
        (LeftShiftExpression, RightShiftExpression), (BitwiseAndExpression, BitwiseOrExpression),
        (AddAssignmentExpression, SubtractAssignmentExpression), (AndAssignmentExpression, OrAssignmentExpression),
        (LeftShiftAssignmentExpression, RightShiftAssignmentExpression),
        (PostIncrementExpression, PostDecrementExpression), (PreIncrementExpression, PreDecrementExpression),
    ];

    private static readonly Dictionary<SyntaxKind, SyntaxKind> Others = Pairs
        .Concat(Pairs.Select(pair => (pair.Item2, pair.Item1)))
        .Append((ModuloExpression, MultiplyExpression))
        .Append((CoalesceAssignmentExpression, SimpleAssignmentExpression))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The same with the other operator; null if it has none.</summary>
    public static ExpressionSyntax? Swapped(ExpressionSyntax node) => node switch
    {
        _ when !Others.ContainsKey(node.Kind()) => null,
        BinaryExpressionSyntax binary => BinaryExpression(Others[node.Kind()], binary.Left, binary.Right),
        AssignmentExpressionSyntax assignment =>
            AssignmentExpression(Others[node.Kind()], assignment.Left, assignment.Right),
        PostfixUnaryExpressionSyntax postfix => PostfixUnaryExpression(Others[node.Kind()], postfix.Operand),
        PrefixUnaryExpressionSyntax prefix => PrefixUnaryExpression(Others[node.Kind()], prefix.Operand),
        _ => null,
    };

    /// <summary>The same bound with its end or without.</summary>
    public static RelationalPatternSyntax Swapped(RelationalPatternSyntax bound) => bound.OperatorToken.Kind() switch
    {
        LessThanToken => RelationalPattern(Token(LessThanEqualsToken), bound.Expression),
        LessThanEqualsToken => RelationalPattern(Token(LessThanToken), bound.Expression),
        GreaterThanToken => RelationalPattern(Token(GreaterThanEqualsToken), bound.Expression),
        _ => RelationalPattern(Token(GreaterThanToken), bound.Expression),
    };
}
