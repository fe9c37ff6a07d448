using SquashDaemon.Jobs;

namespace SquashDaemon.Hosting;

/// <summary>
/// Decides what the supervisor is told and when. READY once; STATUS when it changes, at most once a second; WATCHDOG at
/// half of its time, but only if the work has moved or there is none; more time to start or stop while work moves.
/// </summary>
/// <param name="status">What the work tells of itself.</param>
/// <param name="watchdog">How long we may be silent; null: for ever.</param>
internal sealed class NotificationSchedule(DaemonStatus status, TimeSpan? watchdog)
{
    private static readonly TimeSpan StatusPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExtensionPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Extension = TimeSpan.FromSeconds(30);

    private bool _hasToldReady;
    private string? _toldText;
    private TimeSpan _statusDue;
    private TimeSpan _watchdogDue;
    private long _watchedTicks = -1;
    private TimeSpan _extensionDue;
    private long _extendedTicks = -1;

    /// <summary>Whether we are stopping.</summary>
    public bool IsStopping { get; set; }

    /// <summary>What is due now; <paramref name="now"/> is a time on any steady clock.</summary>
    public IReadOnlyList<string> Take(TimeSpan now)
    {
        List<string> due = [];
        if (status.IsReady && !_hasToldReady && !IsStopping)
        {
            _hasToldReady = true;
            due.Add("READY=1");
        }
        if (status.Text is var text && text != _toldText && now >= _statusDue)
        {
            (_toldText, _statusDue) = (text, now + StatusPause);
            due.Add($"STATUS={LogText.OneLine(text)}");
        }
        if (watchdog is { } limit && now >= _watchdogDue)
        {
            var isAlive = status.IsIdle || status.Ticks != _watchedTicks;
            _watchedTicks = status.Ticks;
            // Work that did not move is looked at again soon: it has the other half of the time to do so.
            _watchdogDue = now + (isAlive ? limit / 2 : limit / 8);
            if (isAlive)
                due.Add("WATCHDOG=1");
        }
        if (MayExtend && now >= _extensionDue && status.Ticks != _extendedTicks)
        {
            (_extendedTicks, _extensionDue) = (status.Ticks, now + ExtensionPause);
            due.Add($"EXTEND_TIMEOUT_USEC={(long)Extension.TotalMicroseconds}");
        }
        return due;
    }

    /// <summary>How long nothing will be due unless the status changes; null: for ever.</summary>
    public TimeSpan? Wait(TimeSpan now)
    {
        TimeSpan?[] times =
        [
            status.Text == _toldText ? null : _statusDue,
            watchdog is null ? null : _watchdogDue,
            MayExtend ? now + ExtensionPause : null,
        ];
        return times.Min() - now is { } wait ? wait > TimeSpan.Zero ? wait : TimeSpan.Zero : null;
    }

    private bool MayExtend => !_hasToldReady || IsStopping;
}
