namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[retry]</c>.</summary>
internal static class RetryKeys
{
    private const string Section = "retry";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Section, "attempts", "5",
            "How often a job is tried after troubles that may pass, before it goes to failed. A damaged image is never "
            + "tried again.",
            In(
                SettingForms.Whole(1, 1000),
                retry => retry.Attempts, (retry, number) => retry with { Attempts = number })),
        new(Section, "short_retries", "4",
            "How often it is tried again at once within an attempt: for troubles of a moment.",
            In(
                SettingForms.Whole(1, 100),
                retry => retry.ShortRetries, (retry, number) => retry with { ShortRetries = number })),
        new(Section, "short_delay", "200ms",
            "The pause before the first of those; each later one is about twice as long.",
            In(
                SettingForms.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
                retry => retry.ShortDelay, (retry, time) => retry with { ShortDelay = time })),
        new(Section, "delay", "30s",
            "The pause after the first attempt; each later one is about twice as long. Other jobs pass meanwhile.",
            In(
                SettingForms.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)),
                retry => retry.Delay, (retry, time) => retry with { Delay = time })),
        new(Section, "max_delay", "1h",
            "The longest pause between attempts.",
            In(
                SettingForms.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(7)),
                retry => retry.MaxDelay, (retry, time) => retry with { MaxDelay = time })),
        new(Section, "max_defer", "5d",
            "How long a job may wait for room or permission, which costs no attempts, before it goes to failed.",
            In(
                SettingForms.Duration(TimeSpan.Zero, TimeSpan.FromDays(365)),
                retry => retry.MaxDefer, (retry, time) => retry with { MaxDefer = time })),
        new(Section, "max_crashes", "3",
            "How often the daemon may die over one image before that image goes to failed, so that it cannot stop the "
            + "others.",
            In(
                SettingForms.Whole(1, 100),
                retry => retry.MaxCrashes, (retry, number) => retry with { MaxCrashes = number })),
    ];

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<RetrySettings, T> read, Func<RetrySettings, T, RetrySettings> write) => form.On(
            settings => read(settings.Retry),
            (settings, value) => settings with { Retry = write(settings.Retry, value) });
}
