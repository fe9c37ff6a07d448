namespace Mutants;

/// <summary>The mutants that no test can tell from the engine: each a line of its identity, <c>::</c> and the reason.</summary>
internal static class Equivalents
{
    private static readonly HashSet<string> Listed =
    [
        .. from line in File.ReadLines(Layout.Equivalents)
           where line.Contains(" :: ", StringComparison.Ordinal)
           select line.Split(" :: ")[0],
    ];

    /// <summary>Whether it is listed.</summary>
    public static bool Contain(Mutant mutant) => Listed.Contains(mutant.Identity);
}
