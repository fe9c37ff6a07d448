using System.Text.Json;

namespace Faults;

/// <summary>What the daemon tells in a line of <c>run --json</c>.</summary>
/// <param name="Type">Of which kind it is.</param>
/// <param name="Message">The line that people get.</param>
internal sealed record ToldEvent(string Type, string Message)
{
    private static readonly string[] Troubles =
    [
        "retrying", "deferred", "held", "failed", "not_recovered", "not_tidied", "not_told", "inbox_unreadable", "not_watched",
    ];

    /// <summary>Whether it is about a call that failed.</summary>
    public bool IsTrouble => Troubles.Contains(Type) || (Type == "waits" && Message.Contains("cannot", StringComparison.Ordinal));

    /// <summary>Whether it names the call, the file and the error.</summary>
    public bool Names(string error) =>
        Message.Contains("cannot ", StringComparison.Ordinal) && Message.Contains(error, StringComparison.Ordinal)
        && (Message.Contains('/', StringComparison.Ordinal) || Message.Contains("a.tar", StringComparison.Ordinal));

    /// <summary>All of an output.</summary>
    public static IEnumerable<ToldEvent> Of(string output) =>
        from line in output.Split('\n')
        where line.StartsWith("{\"message_type\"", StringComparison.Ordinal)
        let told = JsonDocument.Parse(line).RootElement
        select new ToldEvent(told.GetProperty("message_type").GetString()!, told.GetProperty("message").GetString()!);
}
