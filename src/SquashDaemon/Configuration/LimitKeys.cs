namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[limits]</c>.</summary>
internal static class LimitKeys
{
    private const string Section = "limits";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Section, "workers", "1",
            "How many images are squashed at once. More helps where the disk is faster than one processor.",
            In(
                SettingForms.Whole(1, 256),
                limits => limits.Workers, (limits, number) => limits with { Workers = number })),
        new(Section, "memory", "64MiB",
            "Memory for the table of paths of each worker. A larger table is a file in the scratch folder, and slower.",
            In(
                SettingForms.Size(1 << 20, 1L << 40),
                limits => limits.MemoryBytes, (limits, bytes) => limits with { MemoryBytes = bytes })),
        new(Section, "max_uncompressed", "1TiB",
            "What one archive may expand to; a larger one is refused. Protects the disk from archives made to fill it.",
            In(
                SettingForms.Size(1 << 20, 1L << 50),
                limits => limits.MaxUncompressedBytes, (limits, bytes) => limits with { MaxUncompressedBytes = bytes })),
        new(Section, "min_free", "0",
            "What stays free on the outbox's file system: a job that would leave less waits. For outboxes that others "
            + "write to as well.",
            In(
                SettingForms.Size(0, 1L << 50),
                limits => limits.MinFreeBytes, (limits, bytes) => limits with { MinFreeBytes = bytes })),
        new(Section, "max_waiting", "",
            "How many files of one owner may wait at once, so that nobody fills the queue of all; more are left where "
            + "they "
            + "are. Empty: no limit.",
            In(
                SettingForms.ValueOrNone(SettingForms.Whole(1, 1_000_000)),
                limits => limits.MaxWaiting, (limits, number) => limits with { MaxWaiting = number })),
    ];

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<LimitSettings, T> read, Func<LimitSettings, T, LimitSettings> write) => form.On(
            settings => read(settings.Limits),
            (settings, value) => settings with { Limits = write(settings.Limits, value) });
}
