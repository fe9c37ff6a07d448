using Serilog.Core;
using Serilog.Events;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>Says that a log file cannot be written: in one sentence, once an hour, since every line would fail alike.</summary>
/// <param name="path">The file.</param>
/// <param name="say">Takes the sentence.</param>
internal sealed class LogFailure(string path, Action<string> say) : ILoggingFailureListener
{
    private const long BetweenMilliseconds = 3_600_000;
    private long _next = long.MinValue;

    /// <inheritdoc/>
    void ILoggingFailureListener.OnLoggingFailed(
        object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
    {
        // It tries another name next.
        if (kind == LoggingFailureKind.Temporary)
            return;
        var now = Environment.TickCount64;
        var next = Volatile.Read(ref _next);
        if (now < next || Interlocked.CompareExchange(ref _next, now + BetweenMilliseconds, next) != next)
            return;
        say($"cannot write {path}: {(exception is null ? message : Trouble.Text(exception))}");
    }
}
