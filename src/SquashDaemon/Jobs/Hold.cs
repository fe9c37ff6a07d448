using SquashDaemon.Configuration;

namespace SquashDaemon.Jobs;

/// <summary>
/// Stops all jobs while there is no room or the folders cannot be used, and lets one try now and then. Used by one
/// thread.
/// </summary>
internal sealed class Hold(TimeProvider time)
{
    /// <summary>A disk that had more than this left is not what was full: a quota is, or there are no inodes.</summary>
    private const long FullBytes = 64 << 20;

    private int _failures;
    private long? _freeBytes;
    private long _neededBytes;
    private long _begunAt;
    private TimeSpan _pause;

    /// <summary>Why all is held; null if it is not.</summary>
    public string? Reason { get; private set; }

    /// <summary>Of which kind the trouble is.</summary>
    public TroubleKind Kind { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When one job may try again, by a clock that may be set meanwhile: to be told, and no more.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>How long nothing may start.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = Reason is null ? TimeSpan.Zero : _pause - time.GetElapsedTime(_begunAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether nothing may start now.</summary>
    public bool IsClosed => Left > TimeSpan.Zero;

    /// <summary>Whether the next job is a probe, and others wait for how it ends.</summary>
    public bool IsProbing => Reason is not null;

    /// <summary>A job met the trouble; whether that is news.</summary>
    public bool Begin(JobEnd end, RetrySettings settings)
    {
        var isNew = Reason is null || Kind != end.Trouble;
        if (Reason is null)
            (Since, _failures) = (time.GetUtcNow(), 0);
        (Reason, Kind) = (end.Reason, end.Trouble!.Value);
        (_freeBytes, _neededBytes) = (end.FreeBytes, end.NeededBytes);
        (_begunAt, _pause) = (time.GetTimestamp(), RetrySchedule.Hold(++_failures, settings));
        Until = time.GetUtcNow() + _pause;
        return isNew;
    }

    /// <summary>
    /// The outbox has got room: no need to wait longer, if that is what was full. A quota that is full does not show in it.
    /// </summary>
    public void Notice(long freeBytes)
    {
        var isFull = _freeBytes - _neededBytes < FullBytes;
        if (Kind == TroubleKind.Room && isFull && freeBytes > _freeBytes && freeBytes >= _neededBytes)
            (_pause, Until) = (TimeSpan.Zero, time.GetUtcNow());
    }

    /// <summary>A job got through; whether anything was held.</summary>
    public bool End()
    {
        var was = Reason is not null;
        Reason = null;
        return was;
    }
}
