using System.Text.Json;

namespace Squash.Images;

/// <summary>The annotations of a manifest, an index or a descriptor, in their order (image-spec annotations.md).</summary>
public sealed class Annotations
{
    /// <summary>The full name that containerd, docker and podman give the image.</summary>
    public const string ContainerdName = "io.containerd.image.name";

    /// <summary>The name by image-layout.md: docker writes the tag only, podman and skopeo the whole reference.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>What a manifest that buildx adds to an index refers to by digest.</summary>
    public const string ReferenceType = "vnd.docker.reference.type";

    private readonly IReadOnlyList<KeyValuePair<string, string>> _items;

    private Annotations(IReadOnlyList<KeyValuePair<string, string>> items) => _items = items;

    /// <summary>No annotations.</summary>
    public static Annotations None { get; } = new([]);

    /// <summary>Keys and values, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    /// <summary>The value of a key, or null.</summary>
    public string? this[string key] => _items.FirstOrDefault(item => item.Key == key).Value;

    /// <summary>Reads the member <c>annotations</c> of an object.</summary>
    /// <exception cref="InvalidDataException">It is not a map of strings.</exception>
    public static Annotations Read(JsonElement json)
    {
        if (JsonMember.Object(json, "annotations") is not { } map)
            return None;
        var items = new List<KeyValuePair<string, string>>();
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                throw new InvalidDataException("an annotation is not a string");
            if (items.Count == ImageLimits.Annotations)
                throw new InvalidDataException($"an object has more than {ImageLimits.Annotations} annotations");
            items.Add(new(member.Name, member.Value.GetString()!));
        }
        return items.Count == 0 ? None : new(items);
    }

    /// <summary>These with one key set: in its place if it is there, at the end if not.</summary>
    public Annotations With(string key, string value)
    {
        var item = new KeyValuePair<string, string>(key, value);
        return this[key] is null
            ? new([.. _items, item])
            : new([.. _items.Select(old => old.Key == key ? item : old)]);
    }

    /// <summary>These without the two keys that name an image.</summary>
    public Annotations WithoutNames() =>
        new([.. _items.Where(item => item.Key is not (ContainerdName or RefName))]);

    /// <summary>These, and those of <paramref name="other"/> whose keys are not here.</summary>
    public Annotations And(Annotations other) =>
        new([.. _items, .. other._items.ExceptBy(_items.Select(item => item.Key), item => item.Key)]);

    /// <summary>Whether both have the same keys and values in the same order.</summary>
    public bool AreSame(Annotations other) => _items.SequenceEqual(other._items);

    /// <summary>Writes the member <c>annotations</c>; nothing if there are none.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_items.Count == 0)
            return;
        json.WriteStartObject("annotations");
        foreach (var (key, value) in _items)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
