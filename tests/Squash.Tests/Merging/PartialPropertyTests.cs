using System.Globalization;
using CsCheck;
using Squash.Verifying;
using Xunit.Sdk;

namespace Squash.Tests.Merging;

/// <summary>
/// Every split of random stacks into kept and squashed layers against the naive model. SQUASH_PARTIAL_STACKS sets how
/// many, otherwise it is a tenth of SQUASH_STACKS: each has two or three splits.
/// </summary>
public sealed class PartialPropertyTests(ITestOutputHelper output)
{
    private static readonly long Stacks = Number("SQUASH_PARTIAL_STACKS") ?? (Number("SQUASH_STACKS") ?? 100_000) / 10;

    [Fact]
    public void TheNewLayerOnTheKeptOnesShowsTheOriginalAndHidesNoMoreThanItMust() => StackGenerator.Stacks.Sample(
        Classify, output.WriteLine, iter: Stacks, print: stack => stack.ToString());

    private static string Classify(Stack stack)
    {
        if (IsRefused(stack)) return "refused";
        if (FaultySplit(stack) == 0) return stack.Layers.Count > 1 ? "squashed" : "one layer";
        var smallest = StackShrinker.Smallest(stack, smaller => !IsRefused(smaller) && FaultySplit(smaller) > 0);
        var kept = FaultySplit(smallest);
        var (lower, upper) = (new Stack([.. smallest.Layers.Take(kept)]), new Stack([.. smallest.Layers.Skip(kept)]));
        throw FailException.ForFailure($"{lower} || {upper} => {Fault(new PartialStack(smallest, kept))}");
    }

    /// <summary>How many layers are kept where the new one is wrong; 0 if none is.</summary>
    private static int FaultySplit(Stack stack) => Enumerable.Range(1, Math.Max(0, stack.Layers.Count - 1))
        .FirstOrDefault(kept => Fault(new PartialStack(stack, kept)).Length > 0);

    private static string Fault(PartialStack stack)
    {
        try
        {
            return stack.Fault();
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static bool IsRefused(Stack stack)
    {
        try
        {
            InodeTree.Of(stack.Openers());
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static long? Number(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
