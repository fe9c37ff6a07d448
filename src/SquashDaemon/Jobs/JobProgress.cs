using Microsoft.Extensions.Logging;
using Squash;

namespace SquashDaemon.Jobs;

/// <summary>How far one job is, and how fast: told to the log at each tenth or half a minute, and to who asks.</summary>
internal sealed class JobProgress(string name, TimeProvider time, DaemonStatus status, ILogger log) : IProgress<SquashProgress>
{
    private const int RateSeconds = 10;
    private const int FirstEstimateSeconds = 5;
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Bytes)> _samples = new();
    private SquashProgress _last;
    private long _startedAt = time.GetTimestamp();
    private long _loggedAt = time.GetTimestamp();
    private long _loggedTenth;
    private JobStage _stage;

    /// <summary>Its name, as it may be printed.</summary>
    public string Name { get; } = name;

    /// <summary>What the worker is doing.</summary>
    public JobStage Stage
    {
        get
        {
            lock (_lock)
                return _stage;
        }
    }

    /// <summary>Begins to do something else.</summary>
    public void Enter(JobStage stage)
    {
        lock (_lock)
        {
            if (stage == JobStage.Opening)
            {
                (_last, _loggedTenth) = (default, 0);
                _samples.Clear();
                _startedAt = _loggedAt = time.GetTimestamp();
            }
            _stage = stage;
        }
        status.Tick();
    }

    /// <inheritdoc/>
    public void Report(SquashProgress value)
    {
        status.Tick();
        JobSnapshot? toLog = null;
        lock (_lock)
        {
            (_last, _stage) = (value, JobStage.Squashing);
            var now = time.GetTimestamp();
            if (_samples.Count == 0 || time.GetElapsedTime(_samples.Last().At, now) >= TimeSpan.FromSeconds(1))
                _samples.Enqueue((now, value.DoneBytes));
            while (_samples.Count > RateSeconds)
                _samples.Dequeue();
            var tenth = value.TotalBytes == 0 ? 0 : value.DoneBytes * 10 / value.TotalBytes;
            var isLong = time.GetElapsedTime(_startedAt, now) >= TimeSpan.FromSeconds(1);
            if (isLong && value.DoneBytes < value.TotalBytes
                && (tenth > _loggedTenth || time.GetElapsedTime(_loggedAt, now) >= LogEvery))
            {
                (_loggedTenth, _loggedAt) = (tenth, now);
                toLog = Snapshot(now);
            }
        }
        if (toLog is { } snapshot)
            JobLog.Progress(log, Name, snapshot.Text);
    }

    /// <summary>How far it is now.</summary>
    public JobSnapshot Snapshot()
    {
        lock (_lock)
            return Snapshot(time.GetTimestamp());
    }

    private JobSnapshot Snapshot(long now)
    {
        var rate = 0.0;
        if (_samples.TryPeek(out var first) && time.GetElapsedTime(first.At, now) is { TotalSeconds: > 0.1 } window)
            rate = (_last.DoneBytes - first.Bytes) / window.TotalSeconds;
        var isEstimable = rate > 0 && time.GetElapsedTime(_startedAt, now) >= TimeSpan.FromSeconds(FirstEstimateSeconds);
        return new JobSnapshot(Name, _stage)
        {
            DoneBytes = _last.DoneBytes,
            TotalBytes = _last.TotalBytes,
            BytesPerSecond = (long)rate,
            SecondsLeft = isEstimable ? (long)((_last.TotalBytes - _last.DoneBytes) / rate) : null,
        };
    }
}
