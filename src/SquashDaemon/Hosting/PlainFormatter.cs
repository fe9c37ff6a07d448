using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace SquashDaemon.Hosting;

/// <summary>
/// Lines of a log for people: time, level, message. The lines of an exception are indented, so that none of them looks
/// like a line of its own.
/// </summary>
internal sealed class PlainFormatter : ITextFormatter
{
    private const string Time = "yyyy-MM-ddTHH:mm:sszzz";

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString(Time, CultureInfo.InvariantCulture));
        output.Write($" {Level(logEvent.Level)} ");
        output.WriteLine(LogText.OneLine(LogText.Of(logEvent)));
        foreach (var line in logEvent.Exception?.ToString().Split('\n') ?? [])
            output.WriteLine($"    {LogText.OneLine(line)}");
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "CRT",
        LogEventLevel.Error => "ERR",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Information => "INF",
        LogEventLevel.Debug => "DBG",
        _ => "TRC",
    };
}
