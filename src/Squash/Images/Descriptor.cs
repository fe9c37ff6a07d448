using System.Text.Json;

namespace Squash.Images;

/// <summary>
/// A reference to a blob (image-spec descriptor.md). Members that only serve to fetch it (<c>urls</c>, <c>data</c>) are
/// not kept.
/// </summary>
/// <param name="MediaType">What the blob is; empty if not stated.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>The annotations of the reference.</summary>
    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>What the image runs on, in an index.</summary>
    public Platform? Platform { get; init; }

    /// <summary>What an artifact is, in an index.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Whether it is a manifest of provenance or SBOMs that buildx adds to an index.</summary>
    public bool IsAttestation =>
        Annotations[Annotations.ReferenceType] == "attestation-manifest" || Platform is { IsUnknown: true };

    /// <summary>Reads a descriptor.</summary>
    /// <exception cref="InvalidDataException">A member that is needed is absent or wrong.</exception>
    /// <exception cref="NotSupportedException">The digest's algorithm is not supported.</exception>
    public static Descriptor Read(JsonElement json) => new(
        JsonMember.Text(json, "mediaType") ?? "",
        Digest.Parse(JsonMember.Text(json, "digest") ?? throw new InvalidDataException("a descriptor has no digest")),
        JsonMember.Size(json, "size") ?? throw new InvalidDataException("a descriptor has no size"))
    {
        Annotations = Annotations.Read(json),
        Platform = JsonMember.Object(json, "platform") is { } platform ? Platform.Read(platform) : null,
        ArtifactType = JsonMember.Text(json, "artifactType"),
    };

    /// <summary>The descriptor of bytes in memory.</summary>
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, Digest.Of(content), content.Length);

    /// <summary>Writes the object, members in the order of Go's struct.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteString("digest", Digest.ToString());
        json.WriteNumber("size", Size);
        Annotations.Write(json);
        if (Platform is not null)
        {
            json.WritePropertyName("platform");
            Platform.Write(json);
        }
        json.WriteEndObject();
    }
}
