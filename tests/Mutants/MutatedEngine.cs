using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutants;

/// <summary>The engine as one assembly that holds all mutants of some of its files, to be compiled only once.</summary>
internal sealed class MutatedEngine
{
    private const string Prelude = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Squash.Tests")]
        public static class Mutation
        {
            public static int Active = -1;
            public static bool[]? Reached;
            public static bool IsOn(int number)
            {
                if (Reached is { } reached)
                    reached[number] = true;
                return number == Active;
            }
        }
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private static readonly string[] OfPaths = ["CS0161", "CS0163", "CS0165", "CS0177", "CS0269", "CS8070"];
    private readonly HashSet<int> _dropped = [];

    /// <summary>Writes the assembly.</summary>
    /// <param name="mutated">What the paths of mutated files begin with, below the engine's folder.</param>
    /// <param name="target">The file to write.</param>
    public MutatedEngine(IReadOnlyList<string> mutated, string target)
    {
        var usual = Compile(Layout.Sources().Select(Parse).Append(CSharpSyntaxTree.ParseText(Prelude, Parsing)));
        while (true)
        {
            var list = new MutantList(_dropped);
            var trees = usual.SyntaxTrees.Select(tree =>
            {
                if (!mutated.Any(start => tree.FilePath.StartsWith(start, StringComparison.Ordinal)))
                    return tree;
                var root = new Mutator(usual.GetSemanticModel(tree), list).Visit(tree.GetRoot());
                return tree.WithRootAndOptions(root!, Parsing);
            }).ToList();
            using var assembly = new MemoryStream();
            var emitted = Compile(trees).Emit(assembly);
            Count = list.All.Count;
            if (emitted.Success)
            {
                File.WriteAllBytes(target, assembly.ToArray());
                Mutants = [.. list.All.Where(mutant => !_dropped.Contains(mutant.Number))];
                return;
            }
            Drop([.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
        }
    }

    /// <summary>Those that the compiler accepts.</summary>
    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Squash", trees, Layout.Libraries().Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>No generator runs here: what they would write becomes what it was before there were any.</summary>
    private static SyntaxTree Parse(string path)
    {
        var text = File.ReadAllText(Path.Combine(Layout.Engine, path));
        text = Regex.Replace(
            text, @"\[GeneratedRegex(\(.*?\))\]\s*(private static) partial (Regex \w+\(\));", "$2 $3 => new Regex$1;",
            RegexOptions.Singleline);
        text = Regex.Replace(text, @"\[LibraryImport(\(.*?\)\]\s*private static) partial", "[DllImport$1 extern");
        return CSharpSyntaxTree.ParseText(text, Parsing, path);
    }

    /// <summary>
    /// Drops who may have made an error. Of paths through the code: who assigns what is not assigned, then the jumps;
    /// of anything else: the mutant around it, then those in it. At last all of the member.
    /// </summary>
    private void Drop(IReadOnlyList<Diagnostic> errors)
    {
        // Several errors may have one cause.
        var before = _dropped.ToHashSet();
        foreach (var error in errors)
        {
            var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, false, true);
            var member = node.AncestorsAndSelf().First(at => at is MemberDeclarationSyntax);
            var marked = member.DescendantNodes().Where(at => MutantList.Of(at).Any()).ToList();
            var name = Regex.Match(error.GetMessage(), "'(\\w+)'").Groups[1].Value;
            IEnumerable<SyntaxNode>[] suspects = OfPaths.Contains(error.Id)
                ? [marked.Where(at => Assigns(at, name)), marked.Where(IsJump), marked]
                : [marked.Where(at => at.Contains(node)).TakeLast(1), marked.Where(node.Contains), marked];
            _dropped.UnionWith(suspects.Select(nodes => nodes.SelectMany(MutantList.Of).Except(before).ToList())
                .FirstOrDefault(numbers => numbers.Count > 0, []));
        }
        if (_dropped.Count == before.Count)
            throw new InvalidOperationException(string.Join('\n', errors.Take(9)));
    }

    private static bool IsJump(SyntaxNode node) => node is IfStatementSyntax
    {
        Else.Statement: BlockSyntax
        {
            Statements: [ThrowStatementSyntax or ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax]
        },
    };

    private static bool Assigns(SyntaxNode node, string name) => node.DescendantNodes().Any(at =>
        at is SingleVariableDesignationSyntax declared && declared.Identifier.Text == name
        || at is AssignmentExpressionSyntax assignment && assignment.Left.ToString() == name
        || at is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument && argument.Expression.ToString() == name);
}
