using Microsoft.Extensions.Logging;

namespace SquashDaemon.Configuration;

/// <summary><c>[logging]</c>: what is logged and where.</summary>
internal sealed record LoggingSettings
{
    /// <summary><c>level</c>: the least important line that is written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary><c>file</c>: the log file; null: <c>squashd.log</c> in the state folder.</summary>
    public string? File { get; init; }

    /// <summary><c>file_size</c>: bytes after which a new file is begun.</summary>
    public long FileBytes { get; init; } = 10L << 20;

    /// <summary><c>files</c>: how many files are kept.</summary>
    public int Files { get; init; } = 5;
}
