using System.Text.Json;
using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>Keeps every byte of a name in JSON.</summary>
internal sealed class SpoolNameConverter : JsonConverter<SpoolName>
{
    private const string Shown = "shown";
    private const string Bytes = "base64";

    /// <inheritdoc/>
    public override SpoolName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new SpoolName(reader.GetString()!);
        byte[]? bytes = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBytes = reader.ValueTextEquals(Bytes);
            reader.Read();
            if (isBytes)
                bytes = reader.GetBytesFromBase64();
        }
        return new SpoolName(NameBytes.Decode(bytes ?? throw new JsonException("a name without its bytes")));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SpoolName value, JsonSerializerOptions options)
    {
        if (NameBytes.IsText(value.Text))
        {
            writer.WriteStringValue(value.Text);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString(Shown, value.Shown);
        writer.WriteBase64String(Bytes, NameBytes.Encode(value.Text));
        writer.WriteEndObject();
    }
}
