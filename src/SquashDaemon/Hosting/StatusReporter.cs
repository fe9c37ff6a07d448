using Microsoft.Extensions.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>
/// Tells the supervisor how the work goes. It sleeps until something is due, so that an idle daemon costs nothing.
/// Registered before the work, it is stopped after it.
/// </summary>
internal sealed class StatusReporter(
    Supervisor supervisor, DaemonStatus status, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!supervisor.IsEnabled)
            return;
        var schedule = new NotificationSchedule(status, supervisor.Watchdog);
        var began = time.GetTimestamp();
        var stopping = Ended(lifetime.ApplicationStopping);
        var ended = Ended(stoppingToken);
        var change = status.Changes.WaitToReadAsync(CancellationToken.None).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            // Asked once: a stop in the middle of this turn ends its pause.
            var isStopping = stopping.IsCompleted;
            schedule.IsStopping = isStopping;
            var now = time.GetElapsedTime(began);
            foreach (var message in schedule.Take(now))
                supervisor.Tell(message);
            using var enough = new CancellationTokenSource();
            var pause = Task.Delay(schedule.Wait(now) ?? Timeout.InfiniteTimeSpan, time, enough.Token);
            Task[] awaited = isStopping ? [change, pause, ended] : [change, pause, ended, stopping];
            await Task.WhenAny(awaited).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
            if (!change.IsCompleted)
                continue;
            status.Changes.TryRead(out _);
            change = status.Changes.WaitToReadAsync(CancellationToken.None).AsTask();
        }
    }

    private static Task Ended(CancellationToken token)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(source.SetResult);
        return source.Task;
    }
}
