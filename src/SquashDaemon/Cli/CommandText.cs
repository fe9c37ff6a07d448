namespace SquashDaemon.Cli;

/// <summary>Commands of an image as people typed them.</summary>
internal static class CommandText
{
    /// <summary>Characters of a step that are shown.</summary>
    private const int StepLength = 48;

    /// <summary>What docker's old builder and buildkit put around an instruction.</summary>
    private static readonly (string Written, string Meant)[] Prefixes =
        [("/bin/sh -c #(nop) ", ""), ("/bin/sh -c ", "RUN "), ("RUN /bin/sh -c ", "RUN ")];

    private const string BuildKitSuffix = "# buildkit";

    /// <summary>Words on one line; what holds a blank is quoted.</summary>
    public static string Join(IReadOnlyList<string> words) =>
        string.Join(' ', words.Select(word => word.Length > 0 && !word.Contains(' ') ? word : $"\"{word}\""));

    /// <summary>A step of the history, short: without the builder's own words, cut at the end.</summary>
    public static string OfStep(string step)
    {
        if (step.EndsWith(BuildKitSuffix, StringComparison.Ordinal))
            step = step[..^BuildKitSuffix.Length];
        var (written, meant) = Prefixes.FirstOrDefault(prefix => step.StartsWith(prefix.Written, StringComparison.Ordinal));
        if (written is not null)
            step = meant + step[written.Length..];
        step = step.Trim();
        return step.Length <= StepLength ? step : $"{step.AsSpan(0, StepLength - 3)}...";
    }
}
