namespace SquashDaemon.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What, and what to do; safe to print.</param>
internal sealed record Mistake(SettingPlace Place, string Text)
{
    /// <summary>Both as one sentence.</summary>
    public override string ToString() => $"{Place}: {Text}";
}
