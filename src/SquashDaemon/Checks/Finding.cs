namespace SquashDaemon.Checks;

/// <summary>What a check found.</summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Subject">What was looked at: a key, a folder, a limit; safe to print.</param>
/// <param name="Text">What is so; safe to print.</param>
/// <param name="Fix">What to do; null if nothing.</param>
internal sealed record Finding(FindingKind Kind, string Subject, string Text, string? Fix)
{
    /// <summary>All is well.</summary>
    public static Finding Fine(string subject, string text) => new(FindingKind.Fine, subject, text, null);

    /// <summary>Something could be better.</summary>
    public static Finding Warning(string subject, string text, string fix) =>
        new(FindingKind.Warning, subject, text, fix);

    /// <summary>As one sentence.</summary>
    public override string ToString() => Fix is null ? $"{Subject}: {Text}" : $"{Subject}: {Text}; {Fix}";
}
