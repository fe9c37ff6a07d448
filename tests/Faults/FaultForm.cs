namespace Faults;

/// <summary>How much is tried: SQUASHD_FAULTS=all is for a machine with hours of time.</summary>
internal static class FaultForm
{
    /// <summary>Everything.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("SQUASHD_FAULTS") == "all";

    /// <summary>The program under test is compiled while it starts, which takes most of its time.</summary>
    public static bool IsSlow { get; } = Environment.GetEnvironmentVariable("SQUASHD") is not { Length: > 0 };

    /// <summary>How far one case is from the next: 1 is all of them.</summary>
    public static int Step(int step) => IsWhole ? 1 : IsSlow ? 10 * step : step;

    /// <summary>
    /// Whether to try a case, by its number: each, or in the short form one in so many, and in all of it a case for each
    /// <paramref name="turn"/>.
    /// </summary>
    public static bool Includes(int number, int turn, int oneIn) => (number + turn) % Step(oneIn) == 0;
}
