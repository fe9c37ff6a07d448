namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[hooks]</c> and <c>[metrics]</c>: whom the daemon tells.</summary>
internal static class HookKeys
{
    private const string Section = "hooks";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Section, "on_done", "",
            "A program that is run after each finished job, without a shell and without arguments; what it needs is in "
            + "its environment.",
            In(
                SettingForms.OrNone(SettingForms.FullPath),
                hooks => hooks.OnDone, (hooks, path) => hooks with { OnDone = path })),
        new(Section, "on_failed", "",
            "The same after each failed one.",
            In(
                SettingForms.OrNone(SettingForms.FullPath),
                hooks => hooks.OnFailed, (hooks, path) => hooks with { OnFailed = path })),
        new(Section, "timeout", "1m",
            "How long such a program may run before it is killed. What it does or fails to do never harms the job.",
            In(
                SettingForms.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
                hooks => hooks.Timeout, (hooks, time) => hooks with { Timeout = time })),
        new("metrics", "textfile", "",
            "A Prometheus text file, written by rename, for node_exporter's textfile collector: its name ends in .prom "
            + "there. All may read it.",
            SettingForms.OrNone(SettingForms.FullPath).On(
                settings => settings.Metrics.Textfile,
                (settings, path) => settings with { Metrics = settings.Metrics with { Textfile = path } })),
    ];

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<HookSettings, T> read, Func<HookSettings, T, HookSettings> write) => form.On(
            settings => read(settings.Hooks),
            (settings, value) => settings with { Hooks = write(settings.Hooks, value) });
}
