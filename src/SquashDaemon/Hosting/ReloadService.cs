using System.Globalization;
using Microsoft.Extensions.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>
/// Reloads the configuration at each SIGHUP, and tells the supervisor when it begins and when it is over.
/// </summary>
internal sealed class ReloadService(
    HangupSignal signal, SettingsReload reload, Supervisor supervisor, DaemonStatus status) : BackgroundService
{
    private const int NanosecondsPerMicrosecond = 1000;
    private const string NotTaken = "the new configuration is not taken, the old one holds; see the log";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in signal.Hangups.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            // Before we are ready there is nobody to be told that we are again.
            var isReady = status.IsReady;
            if (isReady)
            {
                supervisor.Tell(string.Create(
                    CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={MonotonicMicroseconds}"));
            }
            status.Remark(reload.Try() ? null : NotTaken);
            if (isReady)
                supervisor.Tell($"READY=1\nSTATUS={LogText.OneLine(status.Text)}");
        }
    }

    // systemd compares it with its own CLOCK_MONOTONIC, which is what .NET's timestamps are on Linux, in nanoseconds.
    private static long MonotonicMicroseconds => TimeProvider.System.GetTimestamp() / NanosecondsPerMicrosecond;
}
