using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace SquashDaemon.Tests.Hosting;

/// <summary>A systemd that keeps what it is told, and a host that can be stopped.</summary>
internal sealed class FakeSupervisor : ISystemdNotifier, IHostApplicationLifetime, IDisposable
{
    private readonly List<string> _told = [];
    private readonly CancellationTokenSource _stopping = new();

    public bool IsEnabled { get; set; } = true;

    /// <summary>What it is told when the host is stopped; null: nothing stops it.</summary>
    public string? StopsAt { get; set; }

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public string[] Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public void Notify(ServiceState state)
    {
        lock (_told)
            _told.Add(state.ToString());
        if (state.ToString() == StopsAt)
            StopApplication();
    }

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
