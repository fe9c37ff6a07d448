using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>Times as PAX records spell them: decimal seconds with an optional fraction (POSIX pax, "mtime").</summary>
public static class TarTime
{
    /// <summary>The seconds, rounded down.</summary>
    /// <exception cref="InvalidDataException">It is not a decimal number.</exception>
    public static long WholeSeconds(ReadOnlySpan<byte> text)
    {
        var (seconds, nanoseconds) = Split(text);
        return text[0] == '-' && nanoseconds != 0 ? seconds - 1 : seconds;
    }

    /// <summary>
    /// Nanoseconds to add to <see cref="WholeSeconds"/>; digits beyond the ninth are cut, as the engines do.
    /// </summary>
    public static int Nanoseconds(ReadOnlySpan<byte> text)
    {
        var (_, nanoseconds) = Split(text);
        return text[0] == '-' && nanoseconds != 0 ? 1_000_000_000 - nanoseconds : nanoseconds;
    }

    private static (long Seconds, int Nanoseconds) Split(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? default : text[(dot + 1)..];
        if (!Utf8Parser.TryParse(whole, out long seconds, out var used) || used != whole.Length || whole[0] == '+'
            || seconds == long.MinValue || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw new InvalidDataException("a PAX time is not a decimal number");
        var nanoseconds = 0;
        for (var i = 0; i < 9; i++)
            nanoseconds = (nanoseconds * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        return (seconds, nanoseconds);
    }
}
