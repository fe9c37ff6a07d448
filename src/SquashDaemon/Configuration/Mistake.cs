namespace SquashDaemon.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Place">Where: <c>/etc/squashd/squashd.conf:12</c>, a variable or an option; safe to print.</param>
/// <param name="Text">What, and what to do; safe to print.</param>
internal sealed record Mistake(string Place, string Text)
{
    /// <summary>Both as one sentence.</summary>
    public override string ToString() => $"{Place}: {Text}";
}
