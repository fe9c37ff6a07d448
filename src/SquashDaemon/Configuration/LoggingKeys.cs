using Microsoft.Extensions.Logging;

namespace SquashDaemon.Configuration;

/// <summary>The keys of <c>[logging]</c>.</summary>
internal static class LoggingKeys
{
    private const string Section = "logging";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(Section, "level", "information",
            "The least important line that is written. debug tells of every file that is looked at.",
            In(
                SettingForms.Choice(
                    ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
                    ("warning", LogLevel.Warning), ("error", LogLevel.Error), ("critical", LogLevel.Critical)),
                logging => logging.Level, (logging, level) => logging with { Level = level })),
        new(Section, "file", "~/.local/state/squashd/squashd.log",
            "The log file, beside what goes to standard error or the journal. Best on another quota than the outbox. "
            + "Default: squashd.log in the state folder.",
            SettingForms.FullPath.On(
                settings => settings.LogFile,
                (settings, path) => settings with { Logging = settings.Logging with { File = path } }))
        { IsFixed = true },
        new(Section, "file_size", "10MiB",
            "The size after which a new log file is begun: squashd_001.log and so on.",
            In(
                SettingForms.Size(1 << 12, 1L << 40),
                logging => logging.FileBytes, (logging, bytes) => logging with { FileBytes = bytes }))
        { IsFixed = true },
        new(Section, "files", "5",
            "How many log files are kept; the oldest go.",
            In(
                SettingForms.Whole(1, 1000),
                logging => logging.Files, (logging, number) => logging with { Files = number }))
        { IsFixed = true },
    ];

    private static SettingBinding In<T>(
        SettingForm<T> form, Func<LoggingSettings, T> read, Func<LoggingSettings, T, LoggingSettings> write) => form.On(
            settings => read(settings.Logging),
            (settings, value) => settings with { Logging = write(settings.Logging, value) });
}
