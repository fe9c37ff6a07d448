namespace Squash.Tests.Merging;

/// <summary>One line of a table: <c>stack => listing</c>, or <c>stack => fails RULE</c>; model and merger must both say so.</summary>
internal static class MergeCase
{
    public static void Holds(string line)
    {
        var parts = line.Split("=>");
        var (stack, expected) = (new Stack(StackText.Parse(parts[0].Trim())), parts[1].Trim());
        Compare("model", expected, () => Modelled.Print(stack));
        Compare("merger", expected, () => FlatListing.Print(Merged.Merge(stack.Openers())));
    }

    private static void Compare(string by, string expected, Func<string> print)
    {
        if (!expected.StartsWith("fails", StringComparison.Ordinal))
        {
            Assert.Equal($"{by}: {expected}", $"{by}: {print()}");
            return;
        }

        var error = Assert.Throws<InvalidDataException>(() => $"{by}: {print()}");
        Assert.Contains(expected["fails".Length..].Trim(), error.Message, StringComparison.Ordinal);
    }
}
