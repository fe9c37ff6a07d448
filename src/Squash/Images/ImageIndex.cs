namespace Squash.Images;

/// <summary>An image index (image-spec image-index.md) or docker's manifest list; index.json is one too.</summary>
/// <param name="MediaType">Docker's or OCI's; what is absent in the JSON is OCI.</param>
/// <param name="Manifests">What it lists, in its order.</param>
public sealed record ImageIndex(string MediaType, IReadOnlyList<Descriptor> Manifests)
{
    /// <summary>The annotations of the index.</summary>
    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>What it holds if it is more than an index of images; null for most.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Reads an index; <paramref name="name"/> begins every message.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static ImageIndex Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        using var document = JsonText.Parse(bytes, name);
        var json = document.RootElement;
        try
        {
            var manifests = JsonMember.Items(json, "manifests") ?? [];
            return new ImageIndex(
                JsonMember.Text(json, "mediaType") ?? Images.MediaType.OciIndex,
                [.. manifests.Select(Descriptor.Read)])
            {
                Annotations = Annotations.Read(json),
                ArtifactType = JsonMember.Text(json, "artifactType"),
            };
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>The index's bytes.</summary>
    public byte[] ToBytes() => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaType);
        if (ArtifactType is not null)
            json.WriteString("artifactType", ArtifactType);
        json.WriteStartArray("manifests");
        foreach (var manifest in Manifests)
            manifest.Write(json);
        json.WriteEndArray();
        Annotations.Write(json);
        json.WriteEndObject();
    });
}
