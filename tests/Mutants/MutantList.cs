using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutants;

/// <summary>Numbers the mutants of all files, and leaves out those that do not compile.</summary>
internal sealed class MutantList(IReadOnlySet<int> dropped)
{
    private const string Annotation = "mutant";
    private readonly List<Mutant> _mutants = [];

    /// <summary>All, also those that do not compile.</summary>
    public IReadOnlyList<Mutant> All => _mutants;

    /// <summary>Adds one that removes a node or puts another there; null if it is known not to compile.</summary>
    public int? Add(SyntaxNode before, SyntaxNode? after)
    {
        var number = _mutants.Count;
        var line = before.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var text = after is null ? "(removed)" : Short(after.NormalizeWhitespace());
        _mutants.Add(new Mutant(number, before.SyntaxTree.FilePath, line, MemberOf(before), Short(before), text));
        return dropped.Contains(number) ? null : number;
    }

    /// <summary>The call that asks whether a mutant is on.</summary>
    public static ExpressionSyntax IsOn(int number) =>
        SyntaxFactory.ParseExpression($"global::Mutation.IsOn({number})").WithAdditionalAnnotations(Mark(number));

    /// <summary>Says which mutant a piece of syntax is.</summary>
    public static SyntaxAnnotation Mark(int number) => new(Annotation, number.ToString());

    /// <summary>The mutant that a piece of syntax is.</summary>
    public static IEnumerable<int> Of(SyntaxNode node) =>
        node.GetAnnotations(Annotation).Select(mark => int.Parse(mark.Data!));

    private static string MemberOf(SyntaxNode node)
    {
        var type = node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().First();
        return type.Identifier.Text + node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().First() switch
        {
            MethodDeclarationSyntax method => $".{method.Identifier}",
            PropertyDeclarationSyntax property => $".{property.Identifier}",
            FieldDeclarationSyntax field => $".{field.Declaration.Variables[0].Identifier}",
            IndexerDeclarationSyntax => "[]",
            _ => "()",
        };
    }

    private static string Short(SyntaxNode node)
    {
        var text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 110 ? text : text[..107] + "...";
    }
}
