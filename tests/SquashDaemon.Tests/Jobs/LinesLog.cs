using Microsoft.Extensions.Logging;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A log that keeps its lines, and may be told to break at one.</summary>
internal sealed class LinesLog : ILogger
{
    private readonly List<string> _lines = [];

    /// <summary>Throws at a line that has this.</summary>
    public string? BreaksAt { get; init; }

    public string[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        if (BreaksAt is { } part && line.Contains(part, StringComparison.Ordinal))
            throw new InvalidOperationException("the log breaks");
        lock (_lines)
            _lines.Add(line);
    }
}
