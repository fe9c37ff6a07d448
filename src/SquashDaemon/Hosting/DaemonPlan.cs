using SquashDaemon.Configuration;

namespace SquashDaemon.Hosting;

/// <summary>What the daemon is started with.</summary>
/// <param name="Settings">What holds at first.</param>
/// <param name="Load">Reads the configuration again.</param>
/// <param name="Hangups">When to do so.</param>
internal sealed record DaemonPlan(LoadedSettings Settings, Func<LoadedSettings> Load, HangupSignal Hangups)
{
    /// <summary>Only errors on standard error.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The log as JSON Lines on standard output.</summary>
    public bool IsJson { get; init; }
}
