using System.Text.Encodings.Web;
using System.Text.Json;

namespace Squash.Images;

/// <summary>Writes JSON documents whose bytes depend on nothing but their content.</summary>
public static class JsonBytes
{
    // Go's spelling: text stays text, so that people can read what they wrote.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that <paramref name="write"/> makes, compact.</summary>
    /// <exception cref="InvalidDataException">They are more than we would read.</exception>
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new JsonBuffer();
        using (var json = new Utf8JsonWriter(bytes, Options))
            write(json);
        return bytes.Written.ToArray();
    }
}
