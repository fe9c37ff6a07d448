using System.Globalization;

namespace SquashDaemon.Configuration;

/// <summary>
/// Durations as a whole number and a unit: <c>200ms</c>, <c>30s</c>, <c>15m</c>, <c>2h</c>, <c>5d</c>.
/// </summary>
internal static class DurationText
{
    private const string Wrong = "must be a duration such as 200ms, 30s, 15m, 2h or 5d";

    // The longest first, so that a value is shown in the largest unit that fits.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>The duration of a text.</summary>
    public static TimeSpan Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..].Trim();
        if (!long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || Array.Find(Units, known => known.Unit == unit) is not { Ticks: > 0 } found)
            throw new FormatException(Wrong);
        if (number > TimeSpan.MaxValue.Ticks / found.Ticks)
            throw new FormatException("is too long a duration");
        return new TimeSpan(number * found.Ticks);
    }

    /// <summary>The text of a duration of whole milliseconds.</summary>
    public static string Show(TimeSpan value)
    {
        var (unit, ticks) = value == TimeSpan.Zero ? Units[3] : Units.First(known => value.Ticks % known.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / ticks}{unit}");
    }
}
