using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Mutants;

/// <summary>What an expression may be instead. Only one mutant is ever on, so an alternative holds no others.</summary>
internal sealed class Alternatives(SemanticModel model)
{
    /// <summary>All that make sense where it stands.</summary>
    public IEnumerable<ExpressionSyntax> Of(ExpressionSyntax node)
    {
        if (!IsValue(node) || IsForNothing(node) || model.GetSymbolInfo(node).Symbol is ITypeSymbol or INamespaceSymbol)
            return [];
        return model.GetTypeInfo(node).Type switch
        {
            null or { TypeKind: TypeKind.Error } => [],
            { SpecialType: SpecialType.System_Boolean } => Truths(node).Concat(Parts(node)),
            var type => Parts(node, type).Concat(Nothing(node, type)),
        };
    }

    /// <summary>Puts an alternative beside the usual expression, so that <paramref name="isOn"/> chooses.</summary>
    public static ExpressionSyntax Choose(ExpressionSyntax isOn, ExpressionSyntax other, ExpressionSyntax usual) =>
        ParenthesizedExpression(other.Kind() switch
        {
            // The usual one may assign what is used wherever it leads to, so it is computed all the same.
            SyntaxKind.TrueLiteralExpression when usual.IsKind(SyntaxKind.LogicalOrExpression) =>
                BinaryExpression(SyntaxKind.LogicalOrExpression, isOn, Closed(usual)),
            SyntaxKind.TrueLiteralExpression => BinaryExpression(SyntaxKind.BitwiseOrExpression, Closed(usual), isOn),
            SyntaxKind.FalseLiteralExpression => BinaryExpression(
                SyntaxKind.LogicalAndExpression, Closed(usual),
                PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, isOn)),
            _ => ConditionalExpression(isOn, Closed(other), Closed(usual)),
        });

    private static ParenthesizedExpressionSyntax Closed(ExpressionSyntax expression) =>
        ParenthesizedExpression(expression.WithoutTrivia());

    /// <summary>Whether a conditional expression may stand in its place.</summary>
    private static bool IsValue(ExpressionSyntax node) => node.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != node,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or NameColonSyntax or RefExpressionSyntax => false,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } =>
            assignment.Left != tuple,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax =>
            Operators.Swapped((ExpressionSyntax)node.Parent) is null,
        MemberAccessExpressionSyntax access => access.Name != node,
        ConditionalAccessExpressionSyntax access => access.WhenNotNull != node,
        InvocationExpressionSyntax or ExpressionStatementSyntax => false,
        ForStatementSyntax loop => loop.Condition == node,
        _ => node is not (AssignmentExpressionSyntax or MemberBindingExpressionSyntax),
    };

    /// <summary>Whether it stands behind the arrow of what returns nothing.</summary>
    private bool IsForNothing(ExpressionSyntax node) =>
        node.Parent is ArrowExpressionClauseSyntax { Parent: { } member }
        && model.GetDeclaredSymbol(member) is IMethodSymbol { ReturnsVoid: true };

    /// <summary>An operand of <c>and</c> is true, one of <c>or</c> is false, a whole condition both in turn.</summary>
    private static IEnumerable<ExpressionSyntax> Truths(ExpressionSyntax node)
    {
        SyntaxNode top = node;
        while (top.Parent is ParenthesizedExpressionSyntax)
            top = top.Parent;
        var (kind, above) = (node.Kind(), top.Parent!.Kind());
        var (isInAnd, isInOr) = (above == SyntaxKind.LogicalAndExpression, above == SyntaxKind.LogicalOrExpression);
        // What is inside is mutated, or makes the same of the whole. An endless loop is no end for the compiler either.
        if (node is ParenthesizedExpressionSyntax || above == SyntaxKind.LogicalNotExpression
            || (top.Parent is BinaryExpressionSyntax && !isInAnd && !isInOr)
            || (above == SyntaxKind.WhileStatement && node is LiteralExpressionSyntax))
            yield break;
        if (!isInOr && kind is not (SyntaxKind.TrueLiteralExpression or SyntaxKind.LogicalAndExpression))
            yield return LiteralExpression(SyntaxKind.TrueLiteralExpression);
        if (!isInAnd && kind is not (SyntaxKind.FalseLiteralExpression or SyntaxKind.LogicalOrExpression))
            yield return LiteralExpression(SyntaxKind.FalseLiteralExpression);
    }

    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax node, ITypeSymbol? type = null)
    {
        if (type?.SpecialType != SpecialType.System_String && Operators.Swapped(node) is { } swapped)
            yield return swapped;
        switch (node)
        {
            case IsPatternExpressionSyntax test:
                foreach (var pattern in Patterns.Others(test.Pattern))
                    yield return test.WithPattern(pattern);
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.Utf8StringLiteralExpression }:
                yield return ParseExpression("\"\"u8");
                break;
            case PrefixUnaryExpressionSyntax unary
                when unary.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.BitwiseNotExpression:
                yield return unary.Operand;
                break;
            case BinaryExpressionSyntax { Right: not ThrowExpressionSyntax } either
                when either.IsKind(SyntaxKind.CoalesceExpression):
                yield return either.Right;
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } invocation
                when Twin(call.Name.ToString()) is { } twin:
                yield return invocation.WithExpression(call.WithName(IdentifierName(twin)));
                break;
        }
    }

    private static string? Twin(string name) => name switch
    {
        "Min" => "Max",
        "Max" => "Min",
        "IndexOf" => "LastIndexOf",
        "LastIndexOf" => "IndexOf",
        _ => null,
    };

    /// <summary>What is returned or given to a member of a new object: nothing instead.</summary>
    private static IEnumerable<ExpressionSyntax> Nothing(ExpressionSyntax node, ITypeSymbol type)
    {
        var isGiven = node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax
            or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax };
        if (isGiven && type.SpecialType != SpecialType.System_Void
            && node is not (LiteralExpressionSyntax or ThrowExpressionSyntax or DefaultExpressionSyntax))
            yield return ParseExpression($"default({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})!");
    }
}
