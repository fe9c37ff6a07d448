namespace Squash;

/// <summary>Counts input bytes and reports now and then.</summary>
internal sealed class ProgressMeter(IProgress<SquashProgress>? progress, long totalBytes)
{
    private const long ReportEvery = 4 << 20;
    private readonly Lock _lock = new();
    private long _done;
    private long _reported;

    /// <summary>Counts bytes that were read; from any thread.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _done += bytes;
            if (progress is null || (_done - _reported < ReportEvery && _done < totalBytes))
                return;
            _reported = _done;
            progress.Report(new SquashProgress(Math.Min(_done, totalBytes), totalBytes));
        }
    }
}
