using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Mutants;

/// <summary>Rewrites a file so that it holds all its mutants, each behind a switch.</summary>
internal sealed class Mutator(SemanticModel model, MutantList list) : CSharpSyntaxRewriter
{
    private readonly Alternatives _alternatives = new(model);

    public override SyntaxNode? Visit(SyntaxNode? node) => node switch
    {
        null or AttributeListSyntax or BaseParameterListSyntax or PatternSyntax or EnumDeclarationSyntax => node,
        // They are set once in a process, whatever is on then.
        FieldDeclarationSyntax field when field.Modifiers.Any(at => at.Text is "const" or "static") => node,
        LocalDeclarationStatementSyntax { IsConst: true } => node,
        ExpressionSyntax expression => VisitExpression(expression),
        StatementSyntax statement => VisitStatement(statement),
        _ => base.Visit(node),
    };

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (node.ExpressionBody?.Expression is null or ThrowExpressionSyntax || node.ReturnType.ToString() != "void"
            || list.Add(node.ExpressionBody.Expression, null) is not { } number)
            return visited;
        var body = IfOn(number, Block(), ExpressionStatement(visited.ExpressionBody!.Expression));
        return visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(body));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        var steps = node.Incrementors.Zip(visited.Incrementors, (step, usual) =>
            Operators.Swapped(step) is { } other && list.Add(step, other) is { } number
                ? AssignmentExpression(
                    SyntaxKind.SimpleAssignmentExpression, ParseExpression("_"), Choose(number, other, usual))
                : usual).ToList();
        return visited.WithIncrementors(SeparatedList(steps));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        var labels = node.Labels.SelectMany((label, i) => label switch
        {
            CaseSwitchLabelSyntax plain => Cases(Split(label, ConstantPattern(plain.Value))),
            CasePatternSwitchLabelSyntax { WhenClause: null } rich => Cases(Split(label, rich.Pattern)),
            _ => [visited.Labels[i]],
        }).ToList();
        return visited.WithLabels(List(labels));
    }

    public override SyntaxNode? VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        var visited = (SwitchExpressionSyntax)base.VisitSwitchExpression(node)!;
        var arms = visited.Arms.SelectMany((arm, i) => arm.Pattern is DiscardPatternSyntax
            ? [arm]
            : Split(node.Arms[i], node.Arms[i].Pattern, arm.WhenClause?.Condition)
                .Select(part => arm.WithPattern(part.Pattern).WithWhenClause(part.When))).ToList();
        return visited.WithArms(SeparatedList(arms));
    }

    private ExpressionSyntax VisitExpression(ExpressionSyntax node)
    {
        var visited = (ExpressionSyntax)base.Visit(node)!;
        foreach (var other in _alternatives.Of(node))
        {
            if (list.Add(node, other) is { } number)
                visited = Choose(number, other, visited);
        }
        return visited;
    }

    private StatementSyntax VisitStatement(StatementSyntax node)
    {
        var visited = (StatementSyntax)base.Visit(node)!;
        if (node is ExpressionStatementSyntax { Expression: var expression }
            && Operators.Swapped(expression) is { } other && list.Add(node, other) is { } swap)
            visited = IfOn(swap, ExpressionStatement(other), visited);
        var isRemovable = node is ExpressionStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax
            or ReturnStatementSyntax { Expression: null } or BreakStatementSyntax { Parent: not SwitchSectionSyntax };
        // What it declares is used further down.
        isRemovable &= !node.DescendantNodes().Any(at => at is DeclarationExpressionSyntax);
        return isRemovable && list.Add(node, null) is { } number ? IfOn(number, Block(), visited) : visited;
    }

    /// <summary>The parts of a pattern, each of which may be off, and before each what it may be instead.</summary>
    private IEnumerable<(PatternSyntax Pattern, WhenClauseSyntax? When)> Split(
        SyntaxNode owner, PatternSyntax pattern, ExpressionSyntax? when = null)
    {
        foreach (var part in Patterns.Parts(pattern))
        {
            var condition = when;
            foreach (var other in Patterns.Others(part).Append(null))
            {
                if (list.Add(part.Parent is null ? owner : part, other) is not { } number)
                    continue;
                if (other is not null)
                    yield return (other, WhenClause(And(when, MutantList.IsOn(number))));
                var isOff = PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, MutantList.IsOn(number));
                condition = And(condition, isOff);
            }
            yield return (part, condition is null ? null : WhenClause(condition));
        }
    }

    private static IEnumerable<SwitchLabelSyntax> Cases(
        IEnumerable<(PatternSyntax Pattern, WhenClauseSyntax? When)> parts) =>
        parts.Select(part => CasePatternSwitchLabel(part.Pattern, part.When, Token(SyntaxKind.ColonToken)));

    private static ExpressionSyntax And(ExpressionSyntax? left, ExpressionSyntax right) =>
        left is null ? right : BinaryExpression(SyntaxKind.LogicalAndExpression, ParenthesizedExpression(left), right);

    private static ExpressionSyntax Choose(int number, ExpressionSyntax other, ExpressionSyntax usual) =>
        Alternatives.Choose(MutantList.IsOn(number), other, usual).WithAdditionalAnnotations(MutantList.Mark(number));

    private static StatementSyntax IfOn(int number, StatementSyntax then, StatementSyntax otherwise) =>
        IfStatement(MutantList.IsOn(number), Block(then), ElseClause(Block(otherwise)))
            .WithAdditionalAnnotations(MutantList.Mark(number));
}
