using System.Globalization;

namespace Faults.Hostile;

/// <summary>How much is tried: SQUASHD_HOSTILE says how many flips, and with it the largest archives have their full size.</summary>
internal static class Scale
{
    private const int ShortFlips = 1000;
    private const int Part = 10;

    private static readonly string? Given = Environment.GetEnvironmentVariable("SQUASHD_HOSTILE") is { Length: > 0 } flips ? flips : null;

    /// <summary>Flips to try.</summary>
    public static int Flips { get; } = Given is null ? ShortFlips : int.Parse(Given, CultureInfo.InvariantCulture);

    /// <summary>Of so many archives one is tried as a process, the others without.</summary>
    public static int Processes { get; } = Given is null ? 4 : 1;

    /// <summary>A number of entries or bytes, or a tenth of it.</summary>
    public static int Of(int full) => Given is null ? full / Part : full;
}
