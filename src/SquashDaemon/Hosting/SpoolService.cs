using Microsoft.Extensions.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>Runs the spool's loop as a hosted service; when the loop ends by itself, so does the host.</summary>
internal sealed class SpoolService(SpoolLoop loop, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Whether every job succeeded.</summary>
    public bool HasSucceeded { get; private set; } = true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The engine is synchronous; the host must not wait for it to start.
        HasSucceeded = await Task.Run(() => loop.RunAsync(stoppingToken), CancellationToken.None).ConfigureAwait(false);
        lifetime.StopApplication();
    }
}
