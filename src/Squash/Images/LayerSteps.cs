using System.Text.Json;

namespace Squash.Images;

/// <summary>The steps of the history that made layers (config.md, "history").</summary>
public static class LayerSteps
{
    /// <summary>
    /// What each step ran, the bottom layer's first; empty where it does not say. There may be fewer steps than layers,
    /// or none: the history is a comment that engines do not check.
    /// </summary>
    /// <exception cref="InvalidDataException">A member is of a type that no engine takes.</exception>
    public static IReadOnlyList<string> Of(ImageConfig config)
    {
        using var document = JsonText.ParseConfig(config.Bytes);
        return !document.RootElement.TryGetProperty("history", out var history) || history.ValueKind != JsonValueKind.Array
            ? []
            : [.. history.EnumerateArray().Where(HasLayer).Select(step => JsonMember.Text(step, "created_by") ?? "")];
    }

    private static bool HasLayer(JsonElement step) =>
        !step.TryGetProperty("empty_layer", out var mark) || mark.ValueKind != JsonValueKind.True;
}
