using System.Text.Json;

namespace Squash.Images;

/// <summary>Where in a config's bytes the few things stand that we read or change.</summary>
internal sealed class ConfigSpans
{
    private bool _hasRootfs;
    private string _os = "";
    private string _architecture = "";
    private string _variant = "";
    private string _osVersion = "";
    private readonly List<string> _osFeatures = [];

    /// <summary>The list of diff IDs, brackets included.</summary>
    public Range DiffIdList { get; private set; }

    /// <summary>The diff IDs.</summary>
    public List<Digest> DiffIds { get; } = [];

    /// <summary>The value of <c>created</c>, quotes included; the default if there is none.</summary>
    public Range Created { get; private set; }

    /// <summary>The entries of the history; null if it is absent or null.</summary>
    public List<HistoryStep>? History { get; private set; }

    /// <summary>Offset of the history's closing bracket.</summary>
    public int HistoryEnd { get; private set; }

    /// <summary>What the image runs on.</summary>
    public Platform Platform => new(_os, _architecture, _variant, _osVersion, string.Join(',', _osFeatures));

    /// <summary>Finds them.</summary>
    /// <exception cref="InvalidDataException">The root file system is not made of layers, or is said twice.</exception>
    public static ConfigSpans Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ImageLimits.JsonDepth });
        var spans = new ConfigSpans();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidDataException("it is not a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            spans.ReadMember(ref reader);
        // What follows the object must be nothing.
        while (reader.Read())
        {
        }
        return spans._hasRootfs ? spans : throw new InvalidDataException("it has no rootfs (config.md)");
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("rootfs"u8))
            ReadRootfs(ref reader);
        else if (reader.ValueTextEquals("history"u8))
            ReadHistory(ref reader);
        else if (reader.ValueTextEquals("created"u8))
            Created = SpanOf(ref reader) is var span && reader.TokenType == JsonTokenType.String ? span : default;
        else if (reader.ValueTextEquals("os"u8))
            _os = Text(ref reader);
        else if (reader.ValueTextEquals("architecture"u8))
            _architecture = Text(ref reader);
        else if (reader.ValueTextEquals("variant"u8))
            _variant = Text(ref reader);
        else if (reader.ValueTextEquals("os.version"u8))
            _osVersion = Text(ref reader);
        else if (reader.ValueTextEquals("os.features"u8))
            ReadFeatures(ref reader);
        else
            reader.Skip();
    }

    private void ReadRootfs(ref Utf8JsonReader reader)
    {
        if (_hasRootfs)
            throw new InvalidDataException("it has rootfs twice");
        _hasRootfs = true;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidDataException("its rootfs is not an object");
        var type = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
                type = Text(ref reader);
            else if (reader.ValueTextEquals("diff_ids"u8))
                ReadDiffIds(ref reader);
            else
                reader.Skip();
        }
        if (type != "layers")
            throw new InvalidDataException("its rootfs is not of the type \"layers\" (config.md)");
        if (DiffIdList.Equals(default(Range)))
            throw new InvalidDataException("its rootfs has no diff_ids (config.md)");
    }

    private void ReadDiffIds(ref Utf8JsonReader reader)
    {
        if (!DiffIdList.Equals(default(Range)))
            throw new InvalidDataException("it has diff_ids twice");
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
                DiffIds.Add(Digest.Parse(reader.GetString()!));
            if (reader.TokenType != JsonTokenType.EndArray || DiffIds.Count > ImageLimits.Layers)
                throw new InvalidDataException("its diff_ids are not a list of digests, or too many");
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            throw new InvalidDataException("its diff_ids are not a list");
        }
        DiffIdList = start..(int)reader.BytesConsumed;
    }

    private void ReadHistory(ref Utf8JsonReader reader)
    {
        if (History is not null)
            throw new InvalidDataException("it has history twice");
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new InvalidDataException("its history is not a list");
        History = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (History.Count == ImageLimits.HistorySteps)
                throw new InvalidDataException($"its history has more than {ImageLimits.HistorySteps} steps");
            History.Add(ReadStep(ref reader));
        }
        if (reader.TokenType != JsonTokenType.EndArray)
            throw new InvalidDataException("its history is not a list of objects");
        HistoryEnd = (int)reader.TokenStartIndex;
    }

    private static HistoryStep ReadStep(ref Utf8JsonReader reader)
    {
        var hasMembers = false;
        Range emptyLayer = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasMembers = true;
            if (reader.ValueTextEquals("empty_layer"u8))
                emptyLayer = SpanOf(ref reader);
            else
                reader.Skip();
        }
        return new HistoryStep((int)reader.TokenStartIndex, hasMembers, emptyLayer);
    }

    private void ReadFeatures(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            _osFeatures.Add(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.EndArray)
            throw new InvalidDataException("its os.features are not a list of strings");
    }

    private static Range SpanOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var type = reader.TokenType;
        reader.Skip();
        return type is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? throw new InvalidDataException("created or empty_layer is not a plain value")
            : start..(int)reader.BytesConsumed;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString()!;
        return reader.TokenType == JsonTokenType.Null ? "" : throw new InvalidDataException("a member that is text is none");
    }
}
