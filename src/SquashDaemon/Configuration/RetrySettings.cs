namespace SquashDaemon.Configuration;

/// <summary><c>[retry]</c>: what follows a trouble that may pass.</summary>
internal sealed record RetrySettings
{
    /// <summary><c>attempts</c>: how often a job is tried, hours and restarts apart, before it fails.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary><c>short_retries</c>: tries at once within an attempt.</summary>
    public int ShortRetries { get; init; } = 4;

    /// <summary><c>short_delay</c>: the pause before the first of those; each later one is twice as long.</summary>
    public TimeSpan ShortDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary><c>delay</c>: the pause after the first attempt; each later one is twice as long.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>max_delay</c>: the longest pause between attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>max_defer</c>: how long a job may wait for room or permission before it fails.</summary>
    public TimeSpan MaxDefer { get; init; } = TimeSpan.FromDays(5);

    /// <summary><c>max_crashes</c>: how many deaths of the daemon a job may be suspected of before it fails.</summary>
    public int MaxCrashes { get; init; } = 3;
}
