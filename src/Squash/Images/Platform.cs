using System.Text.Json;

using Squash.Text;

namespace Squash.Images;

/// <summary>
/// What an image runs on (image-spec image-index.md, "platform"). Two platforms are equal if their texts are.
/// </summary>
/// <param name="Os"><c>linux</c>; empty if not stated.</param>
/// <param name="Architecture"><c>amd64</c>; empty if not stated.</param>
/// <param name="Variant"><c>v7</c>; empty if not stated.</param>
/// <param name="OsVersion">Version of the operating system; empty if not stated.</param>
/// <param name="OsFeatures">Required features of the operating system, joined by commas; empty if none.</param>
/// <param name="Features">Required features of the processor, joined by commas; empty if none.</param>
public sealed record Platform(
    string Os, string Architecture, string Variant = "", string OsVersion = "", string OsFeatures = "", string Features = "")
{
    /// <summary>The platform of attestation manifests.</summary>
    public bool IsUnknown => Os == "unknown" && Architecture == "unknown";

    /// <summary>Reads <c>OS/ARCH[/VARIANT]</c>; null if it is anything else.</summary>
    public static Platform? Parse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } os, { Length: > 0 } architecture] => new(os, architecture),
        [{ Length: > 0 } os, { Length: > 0 } architecture, { Length: > 0 } variant] => new(os, architecture, variant),
        _ => null,
    };

    /// <summary>Reads the <c>platform</c> object of a descriptor, or the members of an image config.</summary>
    /// <exception cref="InvalidDataException">A member has the wrong type.</exception>
    public static Platform Read(JsonElement json) => new(
        JsonMember.Text(json, "os") ?? "",
        JsonMember.Text(json, "architecture") ?? "",
        JsonMember.Text(json, "variant") ?? "",
        JsonMember.Text(json, "os.version") ?? "",
        string.Join(',', JsonMember.Texts(json, "os.features") ?? []),
        string.Join(',', JsonMember.Texts(json, "features") ?? []));

    /// <summary>Writes the object, members in the order of Go's struct.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("architecture", Architecture);
        json.WriteString("os", Os);
        if (OsVersion.Length > 0)
            json.WriteString("os.version", OsVersion);
        Write(json, "os.features", OsFeatures);
        if (Variant.Length > 0)
            json.WriteString("variant", Variant);
        Write(json, "features", Features);
        json.WriteEndObject();
    }

    /// <summary>OS/ARCH[/VARIANT], escaped; <c>unknown</c> for what is not stated.</summary>
    public override string ToString()
    {
        var text = $"{Show(Os)}/{Show(Architecture)}";
        return Variant.Length > 0 ? $"{text}/{Printable.Text(Variant)}" : text;
    }

    private static void Write(Utf8JsonWriter json, string name, string features)
    {
        if (features.Length == 0)
            return;
        json.WriteStartArray(name);
        foreach (var feature in features.Split(','))
            json.WriteStringValue(feature);
        json.WriteEndArray();
    }

    private static string Show(string text) => text.Length > 0 ? Printable.Text(text) : "unknown";
}
