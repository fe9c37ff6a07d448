namespace Squash.Images;

/// <summary>The manifest of one image of one platform (image-spec manifest.md, and docker's Schema 2).</summary>
/// <param name="MediaType">Docker's or OCI's; what is absent in the JSON is OCI.</param>
/// <param name="Config">The image config.</param>
/// <param name="Layers">The layers, bottom first.</param>
public sealed record ImageManifest(string MediaType, Descriptor Config, IReadOnlyList<Descriptor> Layers)
{
    /// <summary>The annotations of the manifest.</summary>
    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>Whether it refers to another manifest, as signatures do.</summary>
    public bool HasSubject { get; init; }

    /// <summary>What it holds if it is more than an image; null for most images.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Reads a manifest; <paramref name="name"/> begins every message.</summary>
    /// <exception cref="InvalidDataException">It is malformed or has too many layers.</exception>
    /// <exception cref="NotSupportedException">It is of docker's first schema.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        using var document = JsonText.Parse(bytes, name);
        var json = document.RootElement;
        try
        {
            if (JsonMember.Size(json, "schemaVersion") == 1)
                throw new NotSupportedException($"{name} is of docker's schema 1; pull and save the image with a newer engine");
            var config = JsonMember.Object(json, "config") ?? throw new InvalidDataException("it has no config");
            var layers = JsonMember.Items(json, "layers") ?? [];
            if (layers.Count > ImageLimits.Layers)
                throw new InvalidDataException($"it has more than {ImageLimits.Layers} layers");
            return new ImageManifest(
                JsonMember.Text(json, "mediaType") ?? Images.MediaType.OciManifest,
                Descriptor.Read(config),
                [.. layers.Select(Descriptor.Read)])
            {
                Annotations = Annotations.Read(json),
                HasSubject = JsonMember.Object(json, "subject") is not null,
                ArtifactType = JsonMember.Text(json, "artifactType"),
            };
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>The manifest's bytes; no subject is written.</summary>
    public byte[] ToBytes() => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaType);
        if (ArtifactType is not null)
            json.WriteString("artifactType", ArtifactType);
        json.WritePropertyName("config");
        Config.Write(json);
        json.WriteStartArray("layers");
        foreach (var layer in Layers)
            layer.Write(json);
        json.WriteEndArray();
        Annotations.Write(json);
        json.WriteEndObject();
    });
}
