using SquashDaemon.Configuration;

namespace SquashDaemon.Jobs;

/// <summary>The claimed archives that wait for an attempt. Used by one thread.</summary>
internal sealed class JobQueue(LiveSettings live, TimeProvider time)
{
    private static readonly TimeSpan LongestYield = TimeSpan.FromHours(1);
    private readonly SortedDictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _jobs.Count;

    /// <summary>When the next of them is due; null: none by time.</summary>
    public DateTimeOffset? NextTry => _jobs.Values.Min(job => job.Record.NextTry);

    /// <summary>When the one that was taken first was taken; null: there is none.</summary>
    public DateTimeOffset? OldestClaim => _jobs.Values.Min(job => (DateTimeOffset?)job.Record.ClaimedAt);

    /// <summary>Whether one could be run now.</summary>
    public bool HasDue => _jobs.Values.Any(IsDue);

    /// <summary>Lets a job wait.</summary>
    public void Add(Job job) => _jobs[job.Record.Id] = job;

    /// <summary>
    /// The job that was taken first of those that are due; one that the daemon may have died of only if
    /// <paramref name="isLast"/>, when there is nothing else to do, or if it has waited for long.
    /// </summary>
    public Job? Take(bool isLast)
    {
        var next = _jobs.Values.FirstOrDefault(job => IsDue(job) && (isLast || job.Record.Crashes == 0 || IsOverdue(job)));
        if (next is not null)
            _jobs.Remove(next.Record.Id);
        return next;
    }

    // A time further off than any pause is of a clock that has been set back since.
    private bool IsDue(Job job) => job.Record.NextTry is not { } next || next <= time.GetUtcNow()
        || next - time.GetUtcNow() > RetrySchedule.Longest(live.Current.Retry);

    private bool IsOverdue(Job job) => time.GetUtcNow() - (job.Record.NextTry ?? job.Record.ClaimedAt) > LongestYield;
}
