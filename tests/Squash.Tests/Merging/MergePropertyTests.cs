using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Squash.Verifying;

namespace Squash.Tests.Merging;

/// <summary>
/// The merger against the naive model on random stacks. SQUASH_STACKS sets how many; a failure prints the smallest
/// stack found in the language of <see cref="StackText"/> and a seed for CsCheck_Seed.
/// </summary>
public sealed partial class MergePropertyTests(ITestOutputHelper output)
{
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
        var layers = stack.Openers();
        InodeTree tree;
        try
        {
            tree = InodeTree.Of(layers);
        }
        catch (InvalidDataException error)
        {
            Assert.Throws<InvalidDataException>(() => Merged.Merge(layers));
            return "refused: " + RefusalPattern().Match(error.Message).Value;
        }

        var flat = Merged.Merge(layers);
        Assert.Equal(Modelled.Print(tree, stack), FlatListing.Print(flat));
        Assert.Empty(new TreeComparison(tree, InodeTree.Of([() => new MemoryStream(flat)])).Differences());
        Assert.True(flat.AsSpan().SequenceEqual(Merged.Merge(layers)), "a second merge gives other bytes");
        return "merged";
    }

    [GeneratedRegex(@"names itself|names the directory|has no target|circle|\(R\d+\)")]
    private static partial Regex RefusalPattern();
}
