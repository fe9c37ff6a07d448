namespace Mutants;

/// <summary>The score, and every mutant that no test comes by; those that survive are told while the tests run.</summary>
internal sealed class Report(IReadOnlyList<Mutant> mutants, TestRun run)
{
    private const double Asked = 90;

    /// <summary>Prints it; whether the score is what is asked.</summary>
    public bool Print(TextWriter output)
    {
        foreach (var mutant in mutants.Where(mutant => run.FateOf(mutant) is Fate.Unreached))
            output.WriteLine($"no test   {mutant}");
        foreach (var folder in mutants.GroupBy(mutant => mutant.Folder))
            output.WriteLine($"{folder.Key}: {Text([.. folder])}");
        output.WriteLine($"all: {Text(mutants)}");
        return Score(mutants) >= Asked;
    }

    private double Score(IReadOnlyList<Mutant> some) =>
        100.0 * some.Count(mutant => run.FateOf(mutant) is not (Fate.Survived or Fate.Unreached)) / Math.Max(1, some.Count);

    private string Text(IReadOnlyList<Mutant> some)
    {
        var fates = some.CountBy(run.FateOf).OrderByDescending(fate => fate.Value);
        var counts = fates.Select(fate => $"{fate.Value} {$"{fate.Key}".ToLowerInvariant()}");
        return FormattableString.Invariant($"{Score(some):F1} % of {some.Count} mutants ({string.Join(", ", counts)})");
    }
}
