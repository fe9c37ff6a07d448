using System.Globalization;

namespace SquashDaemon.Configuration;

/// <summary>
/// Sizes as a whole number and a unit: <c>64MiB</c> counts in 1024s, <c>10GB</c> in 1000s, a bare number in bytes.
/// </summary>
internal static class SizeText
{
    private const string Wrong = "must be a size such as 0, 512KiB, 64MiB, 10GB or 1TiB";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("PiB", 1L << 50), ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("PB", 1_000_000_000_000_000), ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000),
        ("B", 1),
    ];

    /// <summary>The bytes of a text.</summary>
    public static long Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..].Trim();
        var bytes = unit.Length == 0
            ? 1
            : Array.Find(Units, known => known.Unit.Equals(unit, StringComparison.OrdinalIgnoreCase)).Bytes;
        if (bytes == 0 || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new FormatException(Wrong);
        if (number > long.MaxValue / bytes)
            throw new FormatException("is too large a size");
        return number * bytes;
    }

    /// <summary>The text of a size, exactly, in the largest binary unit.</summary>
    public static string Show(long bytes)
    {
        if (bytes == 0)
            return "0";
        var (unit, each) = Units.First(known => known.Unit is [_, 'i', _] or "B" && bytes % known.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / each}{unit}");
    }
}
