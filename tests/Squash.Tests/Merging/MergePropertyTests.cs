using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Squash.Verifying;
using Xunit.Sdk;

namespace Squash.Tests.Merging;

/// <summary>
/// The merger against the naive model on random stacks. SQUASH_STACKS sets how many; a failure says a small stack in
/// the language of <see cref="StackText"/>, to become a line of a table, and a seed for CsCheck_Seed.
/// </summary>
public sealed partial class MergePropertyTests(ITestOutputHelper output)
{
    private const char Crash = '!';

    private static readonly long Stacks = long.Parse(
        Environment.GetEnvironmentVariable("SQUASH_STACKS") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public void TheMergerShowsWhatTheModelShows() => StackGenerator.Stacks.Sample(
        Classify, output.WriteLine, iter: Stacks, print: stack => stack.ToString());

    [Fact]
    public void AnyStackPrintsAndParsesToItself() => StackGenerator.Stacks.Sample(
        stack => new Stack(StackText.Parse(stack.ToString())).ToString() == stack.ToString(),
        iter: 2000, print: stack => stack.ToString());

    private static string Classify(Stack stack)
    {
        var (result, fault) = Compare(stack);
        if (fault.Length == 0) return result;
        var smallest = StackShrinker.Smallest(stack, smaller => Compare(smaller).Fault.Length > 0);
        throw FailException.ForFailure($"{smallest} => {Compare(smallest).Fault}");
    }

    /// <summary>Merges, or sees both refuse; the fault is empty if merger and model agree.</summary>
    private static (string Result, string Fault) Compare(Stack stack)
    {
        var layers = stack.Openers();
        var (tree, refusal) = Attempt(() => InodeTree.Of(layers));
        var (flat, error) = Attempt(() => Merged.Merge(layers));
        if (refusal.StartsWith(Crash) || error.StartsWith(Crash)) return ("", refusal + error);
        if (tree is null) return ("refused: " + Rule(refusal), flat is null ? "" : $"merged although {refusal}");
        if (flat is null) return ("", $"refused although the model shows {Modelled.Print(tree, stack)}: {error}");

        var (expected, (actual, fault)) = (Modelled.Print(tree, stack), Attempt(() => FlatListing.Print(flat)));
        if (actual != expected) return ("", $"{actual}{fault} instead of {expected}");
        var differences = new TreeComparison(tree, InodeTree.Of([() => new MemoryStream(flat)])).Differences();
        if (differences.FirstOrDefault() is { } difference) return ("", $"the verifier says {difference}");
        var (measured, again) = Merged.Measure(layers);
        if (measured != flat.Length) return ("", $"measured {measured} bytes of {flat.Length}");
        return ("merged", flat.AsSpan().SequenceEqual(again) ? "" : "a second merge gives other bytes");
    }

    /// <summary>The result, or why there is none; an exception of another kind is a fault whatever the other side says.</summary>
    private static (T? Result, string Error) Attempt<T>(Func<T> make) where T : class
    {
        try
        {
            return (make(), "");
        }
        catch (Exception error)
        {
            return (null, error is InvalidDataException or FailException ? error.Message : $"{Crash}{error}");
        }
    }

    private static string Rule(string refusal) => RefusalPattern().Match(refusal).Value;

    [GeneratedRegex(@"names itself|names the directory|has no target|circle|\(R\d+\)")]
    private static partial Regex RefusalPattern();
}
