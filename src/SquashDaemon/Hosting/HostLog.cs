using Microsoft.Extensions.Logging;

namespace SquashDaemon.Hosting;

/// <summary>What the host itself logs; names are escaped by the caller.</summary>
internal static partial class HostLog
{
    [LoggerMessage(101, LogLevel.Information, "squashd {Version} starts, process {Process}; configuration: {Files}")]
    public static partial void Starts(ILogger log, string version, int process, string files);

    [LoggerMessage(102, LogLevel.Information, "the configuration is read again")]
    public static partial void Reloads(ILogger log);

    [LoggerMessage(103, LogLevel.Information, "{Key} is now {Value} (it was {Before})")]
    public static partial void Changed(ILogger log, string key, string value, string before);

    [LoggerMessage(104, LogLevel.Error, "{Mistake}")]
    public static partial void Wrong(ILogger log, string mistake);

    [LoggerMessage(105, LogLevel.Error, "{Key} cannot become {Value} while squashd runs; restart it for that")]
    public static partial void Fixed(ILogger log, string key, string value);

    [LoggerMessage(106, LogLevel.Error, "nothing of the new configuration is taken; the old one holds")]
    public static partial void Refused(ILogger log);

    [LoggerMessage(107, LogLevel.Information, "the new configuration holds; {Count} keys changed")]
    public static partial void Reloaded(ILogger log, int count);

    [LoggerMessage(108, LogLevel.Critical, "squashd ends: this is a fault of squashd, please report it")]
    public static partial void Broke(ILogger log, Exception error);
}
