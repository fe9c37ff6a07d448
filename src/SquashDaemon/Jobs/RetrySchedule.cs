using SquashDaemon.Configuration;

namespace SquashDaemon.Jobs;

/// <summary>The pauses between attempts: each twice as long as the one before, and none quite as long as another's.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(15);

    /// <summary>The pause after an attempt, counted from 1; <paramref name="chance"/> is from 0 to 1.</summary>
    public static TimeSpan After(int attempt, RetrySettings settings, double chance) =>
        Doubled(settings.Delay, attempt, settings.MaxDelay) * (0.5 + chance);

    /// <summary>What no pause between attempts exceeds.</summary>
    public static TimeSpan Longest(RetrySettings settings) => settings.MaxDelay * 1.5;

    /// <summary>How long a folder is held after a failure, counted from 1.</summary>
    public static TimeSpan Hold(int failure, RetrySettings settings) => Doubled(
        settings.Delay, failure, settings.MaxDelay < LongestHold ? settings.MaxDelay : LongestHold);

    private static TimeSpan Doubled(TimeSpan first, int count, TimeSpan most)
    {
        const int mostDoublings = 30;
        var seconds = first.TotalSeconds * Math.Pow(2, Math.Min(count - 1, mostDoublings));
        return TimeSpan.FromSeconds(Math.Min(seconds, most.TotalSeconds));
    }
}
