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

    [LoggerMessage(5, LogLevel.Warning, "{Name}: {Reason}; tried again in {Seconds} s")]
    public static partial void Retrying(ILogger log, string name, string reason, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "{Name}: {Warning}")]
    public static partial void Warned(ILogger log, string name, string warning);

    [LoggerMessage(7, LogLevel.Information, "{Name}: waits: {Reason}")]
    public static partial void Waits(ILogger log, string name, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Name}: put back: {Reason}")]
    public static partial void PutBack(ILogger log, string name, string reason);

    [LoggerMessage(9, LogLevel.Warning, "the inbox cannot be read: {Reason}; it is looked for again and again")]
    public static partial void InboxUnreadable(ILogger log, string reason);

    [LoggerMessage(10, LogLevel.Information, "the inbox can be read again")]
    public static partial void InboxReadable(ILogger log);

    [LoggerMessage(11, LogLevel.Information, "{Name}: {Progress}")]
    public static partial void Progress(ILogger log, string name, string progress);

    [LoggerMessage(12, LogLevel.Critical, "{Name}: a fault of squashd; report it")]
    public static partial void Fault(ILogger log, Exception error, string name);

    [LoggerMessage(13, LogLevel.Warning, "{Path} is not ours; it is left as it is")]
    public static partial void Unknown(ILogger log, string path);

    [LoggerMessage(14, LogLevel.Error, "{Path} cannot be recovered now: {Reason}; it goes on when it can")]
    public static partial void NotRecovered(ILogger log, string path, string reason);

    [LoggerMessage(15, LogLevel.Information, "{Name}: was done before the last end, and is put away now")]
    public static partial void Finished(ILogger log, string name);

    [LoggerMessage(16, LogLevel.Warning, "{Name}: squashd died while it squashed it, {Crashes} times so far; others go first")]
    public static partial void Suspected(ILogger log, string name, int crashes);

    [LoggerMessage(17, LogLevel.Warning, "{Name}: {Reason}; the next attempt is at {Next:u}")]
    public static partial void Deferred(ILogger log, string name, string reason, DateTimeOffset next);

    [LoggerMessage(18, LogLevel.Error, "all jobs wait: {Reason}; tried again by itself, first at {Until:u}")]
    public static partial void Held(ILogger log, string reason, DateTimeOffset until);

    [LoggerMessage(19, LogLevel.Information, "jobs go on: what held them has passed")]
    public static partial void Released(ILogger log);

    [LoggerMessage(20, LogLevel.Warning,
        "the kernel has no watch left for the inbox ({Reason}); it is read every {Seconds} s instead. Raise {Setting} (sysctl) for quicker starts")]
    public static partial void NotWatched(ILogger log, string reason, double seconds, string setting);

    [LoggerMessage(21, LogLevel.Warning, "{Name}: the hook {Hook} {Reason}")]
    public static partial void HookFailed(ILogger log, string name, string hook, string reason);

    [LoggerMessage(22, LogLevel.Information, "{Name}: the hook says: {Line}")]
    public static partial void HookSays(ILogger log, string name, string line);

    [LoggerMessage(23, LogLevel.Warning, "{Path} cannot be written: {Reason}; what it tells is missing, no job is harmed")]
    public static partial void NotTold(ILogger log, string path, string reason);

    [LoggerMessage(24, LogLevel.Information, "{Name}: stopped in the middle; it goes on at the next start")]
    public static partial void Stopped(ILogger log, string name);

    [LoggerMessage(25, LogLevel.Warning, "{Path} cannot be tidied now: {Reason}; it is tried at the next start")]
    public static partial void NotTidied(ILogger log, string path, string reason);

    [LoggerMessage(26, LogLevel.Debug, "{Name}: looked at: {Reason}")]
    public static partial void LookedAt(ILogger log, string name, string reason);
}
