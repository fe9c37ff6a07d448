namespace Squash.Images;

/// <summary>Where one entry of the history stands (config.md, "history").</summary>
/// <param name="End">Offset of its closing brace.</param>
/// <param name="HasMembers">Whether anything is in it.</param>
/// <param name="EmptyLayer">The value of <c>empty_layer</c>; the default if it has none.</param>
internal readonly record struct HistoryStep(int End, bool HasMembers, Range EmptyLayer)
{
    /// <summary>Whether it says that it carries no layer, in a config of these bytes.</summary>
    public bool IsEmpty(ReadOnlySpan<byte> config) =>
        !EmptyLayer.Equals(default(Range)) && config[EmptyLayer].SequenceEqual("true"u8);

    /// <summary>The edit that says that the step carries no layer.</summary>
    public ConfigEdit MarkEmpty() => !EmptyLayer.Equals(default(Range))
        ? new ConfigEdit(EmptyLayer, "true")
        : new ConfigEdit(End..End, HasMembers ? ",\"empty_layer\":true" : "\"empty_layer\":true");
}
