using System.Text;
using System.Text.Json;

namespace Squash.Images;

/// <summary>
/// An image config (image-spec config.md), kept as the bytes that it is: whatever we do not change keeps its keys,
/// order, spelling and blanks, known to us or not.
/// </summary>
public sealed class ImageConfig
{
    private readonly ConfigSpans _spans;

    private ImageConfig(byte[] bytes, ConfigSpans spans) => (Bytes, _spans, Digest) = (bytes, spans, Digest.Of(bytes));

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Their sha256: the image ID.</summary>
    public Digest Digest { get; }

    /// <summary>Digests of the plain layers, bottom first.</summary>
    public IReadOnlyList<Digest> DiffIds => _spans.DiffIds;

    /// <summary>What the image runs on.</summary>
    public Platform Platform => _spans.Platform;

    /// <summary>Entries of the history; null if it has none.</summary>
    public int? HistoryCount => _spans.History?.Count;

    /// <summary>Reads a config; <paramref name="name"/> begins every message.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or its root file system is not made of layers.</exception>
    public static ImageConfig Parse(byte[] bytes, string name)
    {
        JsonText.CheckSize(bytes.Length, name);
        try
        {
            JsonText.CheckUnicode(bytes, "it");
            return new ImageConfig(bytes, ConfigSpans.Find(bytes));
        }
        catch (JsonException error)
        {
            throw JsonText.NotJson(name, error);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>
    /// The config of the flat image: one diff ID; every step of the history kept and marked <c>empty_layer</c>, and one
    /// more that carries the layer. Its time is the image's own, so that the bytes depend on nothing else.
    /// </summary>
    public ImageConfig Flatten(Digest diffId, string comment) => Flatten(0, diffId, comment);

    /// <summary>
    /// The same for an image that keeps its lowest layers: their diff IDs and steps stay as they are. Without a layer
    /// that is added there is no step for it either (P2).
    /// </summary>
    public ImageConfig Flatten(int keptLayers, Digest? added, string comment)
    {
        Digest[] diffIds = [.. DiffIds.Take(keptLayers), .. added is { } digest ? [digest] : Array.Empty<Digest>()];
        var edits = new List<ConfigEdit>
        {
            new(_spans.DiffIdList, $"[{string.Join(',', diffIds.Select(diffId => $"\"{diffId}\""))}]"),
        };
        if (_spans.History is { } history)
        {
            var kept = keptLayers;
            foreach (var step in history)
            {
                if (kept == 0)
                    edits.Add(step.MarkEmpty());
                else if (!step.IsEmpty(Bytes))
                    kept--;
            }
            if (added is not null)
                edits.Add(new ConfigEdit(_spans.HistoryEnd..(_spans.HistoryEnd), NewStep(history.Count > 0, comment)));
        }
        edits.Sort((left, right) => left.Range.Start.Value.CompareTo(right.Range.Start.Value));
        var flat = new MemoryStream();
        var at = 0;
        foreach (var edit in edits)
        {
            flat.Write(Bytes.AsSpan(at..edit.Range.Start.Value));
            flat.Write(Encoding.UTF8.GetBytes(edit.Text));
            at = edit.Range.End.Value;
        }
        flat.Write(Bytes.AsSpan(at));
        return Parse(flat.ToArray(), "the flat image's config");
    }

    private string NewStep(bool isFollowing, string comment)
    {
        var step = JsonBytes.Of(json =>
        {
            json.WriteStartObject();
            if (!_spans.Created.Equals(default(Range)))
            {
                json.WritePropertyName("created");
                json.WriteRawValue(Bytes.AsSpan(_spans.Created));
            }
            json.WriteString("created_by", "squashd");
            json.WriteString("comment", comment);
            json.WriteEndObject();
        });
        return (isFollowing ? "," : "") + Encoding.UTF8.GetString(step);
    }
}
