using System.Runtime.InteropServices;
using System.Text.Json;
using Squash.Images;
using Squash.Text;

namespace Squash.Archives;

/// <summary>The json of one layer of an archive of docker before 1.10.</summary>
/// <param name="Id">The layer's ID, which is its folder.</param>
/// <param name="Parent">The ID of the layer below; empty for the bottom one.</param>
/// <param name="Json">The whole object, which is needed of the top layer only.</param>
/// <param name="Step">What the layer is in the history of an image.</param>
internal sealed record LegacyLayer(string Id, string Parent, byte[] Json, byte[] Step)
{
    /// <summary>What only made sense in a chain of layers; docker drops the same when it converts such an image.</summary>
    private static readonly string[] ChainMembers = ["id", "parent", "Size", "parent_id", "layer_id", "throwaway"];

    /// <summary>Reads it.</summary>
    public static LegacyLayer Read(OuterArchive archive, string id)
    {
        var name = NameOf(id);
        var blob = archive.Find($"{id}/json") ?? throw new InvalidDataException($"{name} is a link to what is not in the archive");
        var bytes = archive.ReadJson(blob, name);
        using var document = JsonText.Parse(bytes, name);
        var json = document.RootElement;
        return new LegacyLayer(id, JsonMember.Text(json, "parent") ?? "", bytes, JsonBytes.Of(step => WriteStep(json, step)));
    }

    /// <summary>The image config of a chain, bottom first: the top one's members, the layers, and a step for each.</summary>
    public static byte[] ToConfig(IReadOnlyList<LegacyLayer> chain, IReadOnlyList<Digest> diffIds) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        WriteMembers(chain[^1], json);
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        json.WriteStartArray("diff_ids");
        foreach (var diffId in diffIds)
            json.WriteStringValue(diffId.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("history");
        foreach (var layer in chain)
            json.WriteRawValue(layer.Step);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string NameOf(string id) => $"{Printable.Text(id)}/json";

    private static void WriteMembers(LegacyLayer top, Utf8JsonWriter json)
    {
        using var document = JsonText.Parse(top.Json, NameOf(top.Id));
        foreach (var member in document.RootElement.EnumerateObject().Where(member => !ChainMembers.Contains(member.Name)))
        {
            json.WritePropertyName(member.Name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value));
        }
    }

    private static void WriteStep(JsonElement layer, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var name in new[] { "created", "author", "comment" })
        {
            if (JsonMember.Text(layer, name) is { Length: > 0 } text)
                json.WriteString(name, text);
        }
        if (JsonMember.Object(layer, "container_config") is { } container
            && JsonMember.Texts(container, "Cmd") is { Count: > 0 } command)
            json.WriteString("created_by", string.Join(' ', command));
        json.WriteEndObject();
    }
}
