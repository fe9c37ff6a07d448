using Microsoft.Extensions.Logging;

namespace SquashDaemon.Jobs;

/// <summary>Every line that the daemon logs; names are escaped by the caller.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Information, "Drop image archives into {Inbox}; flat ones appear in {Outbox}")]
    public static partial void Started(ILogger log, string inbox, string outbox);

    [LoggerMessage(2, LogLevel.Information, "{Name}: taken, {Bytes} bytes")]
    public static partial void Claimed(ILogger log, string name, long bytes);

    [LoggerMessage(3, LogLevel.Information, "{Name}: done, {Layers} layers became one, {Bytes} bytes, in {Output}")]
    public static partial void Done(ILogger log, string name, int layers, long bytes, string output);

    [LoggerMessage(4, LogLevel.Error, "{Name}: failed: {Reason}")]
    public static partial void Failed(ILogger log, string name, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Name}: {Reason}; try {Attempt} follows in {Seconds} s")]
    public static partial void Retrying(ILogger log, string name, string reason, int attempt, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "{Name}: {Warning}")]
    public static partial void Warned(ILogger log, string name, string warning);

    [LoggerMessage(7, LogLevel.Information, "{Name}: waits: {Reason}")]
    public static partial void Waits(ILogger log, string name, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Name}: put back: {Reason}")]
    public static partial void PutBack(ILogger log, string name, string reason);

    [LoggerMessage(9, LogLevel.Warning, "the inbox cannot be read: {Reason}")]
    public static partial void InboxUnreadable(ILogger log, string reason);
}
