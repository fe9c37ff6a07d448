using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace SquashDaemon.Hosting;

/// <summary>
/// JSON Lines for programs: <c>message_type</c> is the name of the event, its figures and names are members, all in snake
/// case; <c>message</c> is the line that people get.
/// </summary>
internal sealed class JsonLinesFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("message_type", Snake(Type(logEvent)));
            json.WriteString("time", logEvent.Timestamp);
            json.WriteString("level", Snake(logEvent.Level.ToString()));
            json.WriteString("message", LogText.OneLine(LogText.Of(logEvent)));
            foreach (var (name, value) in logEvent.Properties)
            {
                if (value is ScalarValue scalar && name != "SourceContext")
                    Write(json, Snake(name), scalar.Value);
            }
            if (logEvent.Exception is { } error)
                json.WriteString("exception", error.ToString());
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    // What the bridge from Microsoft's logging makes of the name of a [LoggerMessage] method.
    private static string Type(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault("EventId") is StructureValue id
        && id.Properties.FirstOrDefault(part => part.Name == "Name")?.Value is ScalarValue { Value: string name }
            ? name
            : "Log";

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (value is IConvertible number and (int or long))
            json.WriteNumber(name, number.ToInt64(CultureInfo.InvariantCulture));
        else if (value is double real)
            json.WriteNumber(name, real);
        else if (value is DateTimeOffset time)
            json.WriteString(name, time);
        else
            json.WriteString(name, value?.ToString());
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
