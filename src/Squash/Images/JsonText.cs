using System.Text.Json;

namespace Squash.Images;

/// <summary>Parses untrusted JSON under our limits; a member that is there twice is refused.</summary>
public static class JsonText
{
    /// <summary>Parses a manifest, an index or a manifest.json.</summary>
    /// <exception cref="InvalidDataException">It is too large or not JSON; the message begins with its name.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string name)
    {
        CheckSize(json.Length, name);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions
            {
                MaxDepth = ImageLimits.JsonDepth,
                AllowDuplicateProperties = false,
            });
        }
        catch (JsonException error)
        {
            throw NotJson(name, error);
        }
    }

    /// <summary>Parses a config that <see cref="ImageConfig"/> has accepted; of members that are there twice the last counts.</summary>
    internal static JsonDocument ParseConfig(ReadOnlyMemory<byte> json) =>
        JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ImageLimits.JsonDepth });

    internal static void CheckSize(long bytes, string name)
    {
        if (bytes > ImageLimits.JsonBytes)
            throw new InvalidDataException($"{name} is larger than {ImageLimits.JsonBytes >> 20} MiB");
    }

    internal static InvalidDataException NotJson(string name, JsonException error) =>
        new($"{name} is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine})", error);
}
