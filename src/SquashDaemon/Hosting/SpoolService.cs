using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>Runs the spool's loop as a hosted service; when the loop ends by itself, so does the host.</summary>
internal sealed class SpoolService(
    SpoolLoop loop, IHostApplicationLifetime lifetime, ILogger<SpoolService> log) : BackgroundService
{
    /// <summary>How the loop ended; it was stopped if it never began.</summary>
    public SpoolEnd End { get; private set; }

    /// <summary>What the loop died of; null if it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // The engine is synchronous; the host must not wait for it to start.
            End = await Task.Run(() => loop.RunAsync(stoppingToken), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The host would only log it and end as if all were well; the caller must not.
            Fault = error;
            HostLog.Broke(log, error);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
