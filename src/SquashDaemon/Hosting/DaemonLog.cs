using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Formatting;
using SquashDaemon.Configuration;

namespace SquashDaemon.Hosting;

/// <summary>
/// Where log lines go: to standard error, in the journal's form if that is where it leads, and to a file that cannot
/// grow for ever. A log that cannot be written says so on standard error, if that can be, and harms no job.
/// </summary>
internal static class DaemonLog
{
    /// <summary>
    /// Opens it. <paramref name="isQuiet"/>: only errors on standard error; <paramref name="isJson"/>: so too, and all of
    /// it on standard output as JSON Lines.
    /// </summary>
    public static Logger Open(DaemonSettings settings, LoggingLevelSwitch level, bool isQuiet, bool isJson = false)
    {
        var isJournal = JournalStream.IsStandardError();
        var warning = isJournal ? $"<{JournalFormatter.Priority(LogEventLevel.Warning)}>" : "";
        void Say(string message) => Console.Error.WriteLine($"{warning}squashd: logging: {LogText.OneLine(message)}");
        SelfLog.Enable(Say);
        ITextFormatter console = isJournal ? new JournalFormatter() : new PlainFormatter();
        var log = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(level)
            // The host's own lines tell of its parts, not of ours.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Error)
            .WriteTo.Console(
                console,
                restrictedToMinimumLevel: isQuiet || isJson ? LogEventLevel.Error : LevelAlias.Minimum,
                standardErrorFromLevel: LogEventLevel.Verbose)
            .WriteTo.Fallible(
                sink => sink.File(
                    new PlainFormatter(),
                    settings.LogFile,
                    fileSizeLimitBytes: settings.Logging.FileBytes,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: settings.Logging.Files,
                    hooks: new AppendedFile()),
                new LogFailure(settings.LogFile, Say));
        return (isJson ? log.WriteTo.Console(new JsonLinesFormatter()) : log).CreateLogger();
    }
}
