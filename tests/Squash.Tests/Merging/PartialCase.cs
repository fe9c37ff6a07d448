namespace Squash.Tests.Merging;

/// <summary>
/// One line of a table: <c>kept layers || squashed layers => the new layer</c>, or <c>=> nothing</c>; and the model finds
/// no fault in it.
/// </summary>
internal static class PartialCase
{
    public static void Holds(string line)
    {
        var parts = line.Split("=>");
        var stack = parts[0].Split("||");
        var (kept, squashed) = (StackText.Parse(stack[0].Trim()), StackText.Parse(stack[1].Trim()));
        var partial = new PartialStack(new Stack([.. kept, .. squashed]), kept.Count);
        Assert.Equal(parts[1].Trim(), partial.Print());
        Assert.Equal("", partial.Fault());
    }
}
