using System.Text.Json;
using System.Text.Unicode;

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
            CheckUnicode(json.Span, name);
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

    /// <summary>
    /// Refuses text that is not Unicode (RFC 8259, 8): parsers let it pass until somebody compares a name with it, or reads
    /// it, and then throw what is none of a reader's refusals.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON at all.</exception>
    internal static void CheckUnicode(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ImageLimits.JsonDepth });
        var isUnicode = Utf8.IsValid(json);
        try
        {
            while (reader.Read())
            {
                // Halves of surrogates can only stand in escapes.
                if (reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            isUnicode = false;
        }
        if (!isUnicode)
            throw new InvalidDataException($"{name} has text that is not valid Unicode");
    }

    internal static InvalidDataException NotJson(string name, JsonException error) => new(
        error.LineNumber is { } line
            ? $"{name} is not valid JSON (line {line + 1}, byte {error.BytePositionInLine})"
            : $"{name} is not valid JSON (a member is there twice)",
        error);
}
