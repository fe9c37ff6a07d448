using System.Text.Json;

namespace Squash.Images;

/// <summary>
/// Reads members of untrusted JSON objects. A member that is absent or null is null, as Go reads it; one of the wrong
/// type is refused in a sentence that names it.
/// </summary>
internal static class JsonMember
{
    /// <summary>A string, or null.</summary>
    public static string? Text(JsonElement json, string name) =>
        Find(json, name, JsonValueKind.String, "a string")?.GetString();

    /// <summary>A list of strings, or null.</summary>
    public static IReadOnlyList<string>? Texts(JsonElement json, string name) =>
        Items(json, name)?.Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Wrong(name, "a list of strings")).ToList();

    /// <summary>A whole number from 0 on, or null.</summary>
    public static long? Size(JsonElement json, string name)
    {
        if (Find(json, name, JsonValueKind.Number, "a number") is not { } member)
            return null;
        return member.TryGetInt64(out var size) && size >= 0 ? size : throw Wrong(name, "a whole number of bytes");
    }

    /// <summary>An object, or null.</summary>
    public static JsonElement? Object(JsonElement json, string name) =>
        Find(json, name, JsonValueKind.Object, "an object");

    /// <summary>The names of an object's members; none if it is absent.</summary>
    public static IReadOnlyList<string> Names(JsonElement json, string name) =>
        Object(json, name) is { } member ? [.. member.EnumerateObject().Select(item => item.Name)] : [];

    /// <summary>The items of an array, or null.</summary>
    /// <exception cref="InvalidDataException">There are more than any archive needs.</exception>
    public static IReadOnlyList<JsonElement>? Items(JsonElement json, string name)
    {
        if (Find(json, name, JsonValueKind.Array, "a list") is not { } member)
            return null;
        return member.GetArrayLength() <= ImageLimits.Descriptors
            ? [.. member.EnumerateArray()]
            : throw new InvalidDataException($"\"{name}\" has more than {ImageLimits.Descriptors} items");
    }

    /// <summary>The members of an object of objects of strings: outer name, inner name, string.</summary>
    public static IEnumerable<(string Outer, string Inner, string Text)> Pairs(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Wrong(name, "an object");
        foreach (var outer in json.EnumerateObject())
        {
            if (outer.Value.ValueKind != JsonValueKind.Object)
                throw Wrong(name, "an object of objects");
            foreach (var inner in outer.Value.EnumerateObject())
            {
                yield return inner.Value.ValueKind == JsonValueKind.String
                    ? (outer.Name, inner.Name, inner.Value.GetString()!)
                    : throw Wrong(name, "an object of objects of text");
            }
        }
    }

    private static JsonElement? Find(JsonElement json, string name, JsonValueKind kind, string expected)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"the JSON around \"{name}\" is not an object");
        if (!json.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return null;
        return member.ValueKind == kind ? member : throw Wrong(name, expected);
    }

    private static InvalidDataException Wrong(string name, string expected) => new($"\"{name}\" is not {expected}");
}
