using Serilog.Events;
using Serilog.Formatting;

namespace SquashDaemon.Hosting;

/// <summary>
/// Lines for the journal: the priority in front (sd-daemon(3)), no time, since the journal has its own; and one line for
/// each event, since each line is a record there, exceptions included.
/// </summary>
internal sealed class JournalFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var message = LogText.Of(logEvent);
        var cause = logEvent.Exception is { } error ? $": {error}" : "";
        output.Write($"<{Priority(logEvent.Level)}>{LogText.OneLine(message + cause)}\n");
    }

    /// <summary>The syslog priority of a level.</summary>
    public static int Priority(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => 2,
        LogEventLevel.Error => 3,
        LogEventLevel.Warning => 4,
        LogEventLevel.Information => 6,
        _ => 7,
    };
}
