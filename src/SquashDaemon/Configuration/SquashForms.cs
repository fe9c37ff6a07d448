using System.Globalization;

namespace SquashDaemon.Configuration;

/// <summary>The kinds of values that only <c>[squash]</c> has.</summary>
internal static class SquashForms
{
    private const int HardestGzip = 9;
    private const int HardestZstd = 19;
    private const int ShortestId = 12;
    private const string Layers = "a number of layers from 1 on, or an ID of 12 or more hexadecimal digits";
    private const string Compressions = "none, gzip, gzip:1 to gzip:9, zstd, or zstd:1 to zstd:19";

    /// <summary><c>zstd:19</c>.</summary>
    public static SettingForm<LayerCompression> Compression { get; } = new(Compressions, ParseCompression, ShowCompression);

    /// <summary><c>keep</c> or <c>1000:1000</c>.</summary>
    public static SettingForm<EntryOwner?> Owner { get; } = new(
        "keep, or UID:GID",
        ParseOwner,
        owner => owner is { } ids ? string.Create(CultureInfo.InvariantCulture, $"{ids.UserId}:{ids.GroupId}") : "keep");

    /// <summary><c>linux/arm64/v8</c>.</summary>
    public static SettingForm<string> Platform { get; } = new(
        "OS/ARCH or OS/ARCH/VARIANT",
        text => text.Split('/') is { Length: 2 or 3 } parts && parts.All(IsWord)
            ? text
            : throw new FormatException("must be OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64"),
        value => value);

    /// <summary><c>3</c>, or an ID.</summary>
    public static SettingForm<string> Layer { get; } = new(
        Layers, text => IsLayer(text) ? text : throw new FormatException($"must be {Layers}"), value => value);

    private static LayerCompression ParseCompression(string text)
    {
        var parts = text.Split(':');
        var (codec, hardest) = parts[0].ToLowerInvariant() switch
        {
            "none" => (LayerCodec.None, 0),
            "gzip" => (LayerCodec.Gzip, HardestGzip),
            "zstd" => (LayerCodec.Zstd, HardestZstd),
            _ => throw Wrong(),
        };
        if (parts.Length == 1)
            return new LayerCompression(codec, null);
        return parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            && level >= 1 && level <= hardest
            ? new LayerCompression(codec, level)
            : throw Wrong();
        static FormatException Wrong() => new($"must be {Compressions}");
    }

    private static string ShowCompression(LayerCompression value)
    {
        var word = value.Codec switch { LayerCodec.Gzip => "gzip", LayerCodec.Zstd => "zstd", _ => "none" };
        return value.Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"{word}:{level}") : word;
    }

    private static EntryOwner? ParseOwner(string text)
    {
        if (text.Equals("keep", StringComparison.OrdinalIgnoreCase))
            return null;
        return text.Split(':') is [var user, var group]
            && TryParseId(user, out var userId) && TryParseId(group, out var groupId)
            ? new EntryOwner(userId, groupId)
            : throw new FormatException("must be keep, or UID:GID in numbers, such as 1000:1000");
    }

    // The largest number means to chown(2) that nothing changes.
    private static bool TryParseId(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id != uint.MaxValue;

    // Twelve digits and more are an ID: no image has so many layers.
    private static bool IsLayer(string text)
    {
        var id = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        return (text.Length < ShortestId && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var layers) && layers > 0)
            || (id.Length >= ShortestId && id.All(char.IsAsciiHexDigit));
    }

    private static bool IsWord(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
