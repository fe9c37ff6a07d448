using System.Text.Json;

namespace Squash;

/// <summary>
/// Compares an image config with the one of its flat image: all is equal to the byte but the list of diff IDs, which
/// has those of the kept layers and of the new one, and the history, whose entries but those of the kept layers are
/// marked empty and followed by one of the new layer (FLATTEN-RULES 6.1, P2).
/// </summary>
/// <param name="kept">How many layers the flat image kept.</param>
/// <param name="added">How many it has besides: one, or none.</param>
internal sealed class ConfigComparison(int kept, int added)
{
    private const string DiffIds = "diff_ids";
    private const string EmptyLayer = "empty_layer";
    private const string History = "history";
    private const string RootFs = "rootfs";

    /// <summary>Every difference, one sentence each; no text of the image is in it.</summary>
    public IEnumerable<string> Differences(ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> flat)
    {
        using var before = JsonDocument.Parse(original);
        using var after = JsonDocument.Parse(flat);
        return
        [
            .. Members("the config", before.RootElement, after.RootElement, RootFs, History),
            .. RootFsDifferences(before.RootElement, after.RootElement),
            .. HistoryDifferences(before.RootElement, after.RootElement),
        ];
    }

    /// <summary>Compares two objects member by member, in order and as raw text, without the named ones.</summary>
    private static IEnumerable<string> Members(string what, JsonElement before, JsonElement after, params string[] without)
    {
        var left = Raw(before, without);
        var right = Raw(after, without);
        foreach (var (name, _) in left.Except(right))
            yield return $"{what}: the member {Show(name)} is missing or changed";
        foreach (var (name, _) in right.ExceptBy(left.Select(member => member.Name), member => member.Name))
            yield return $"{what}: the member {Show(name)} is new";
        if (!left.Select(member => member.Name).SequenceEqual(right.Select(member => member.Name)) && left.Count == right.Count)
            yield return $"{what}: the order of its members is changed";
    }

    private IEnumerable<string> RootFsDifferences(JsonElement before, JsonElement after)
    {
        if (!TryObject(before, RootFs, out var left) || !TryObject(after, RootFs, out var right))
        {
            yield return "the config: rootfs is missing";
            yield break;
        }

        foreach (var difference in Members("rootfs", left, right, DiffIds)) yield return difference;
        if (Length(right, DiffIds) != kept + added)
            yield return $"rootfs: the flat image has {Length(right, DiffIds)} diff IDs instead of {kept + added}";
        else if (!Texts(left).Take(kept).SequenceEqual(Texts(right).Take(kept)))
            yield return "rootfs: the diff IDs of the kept layers are changed";

        static IEnumerable<string> Texts(JsonElement rootfs) => Length(rootfs, DiffIds) == 0
            ? []
            : rootfs.GetProperty(DiffIds).EnumerateArray().Select(diffId => diffId.GetRawText());
    }

    private IEnumerable<string> HistoryDifferences(JsonElement before, JsonElement after)
    {
        var isThere = before.TryGetProperty(History, out var left) && left.ValueKind == JsonValueKind.Array;
        if (after.TryGetProperty(History, out var right) != before.TryGetProperty(History, out _))
            yield return $"history: is {(isThere ? "missing" : "new")} in the flat image";
        if (!isThere || right.ValueKind != JsonValueKind.Array) yield break;

        var (old, all) = (left.EnumerateArray().ToList(), right.EnumerateArray().ToList());
        if (all.Count != old.Count + added)
        {
            yield return $"history: the flat image has {all.Count} entries instead of {old.Count + added}";
            yield break;
        }

        for (int i = 0, layers = 0; i < old.Count; i++)
        {
            var isKept = layers < kept;
            layers += IsEmpty(old[i]) ? 0 : 1;
            var without = isKept ? Array.Empty<string>() : [EmptyLayer];
            foreach (var difference in Members($"history entry {i + 1}", old[i], all[i], without)) yield return difference;
            if (!isKept && !IsEmpty(all[i])) yield return $"history entry {i + 1}: is not marked as an empty layer";
        }

        if (added > 0 && IsEmpty(all[^1])) yield return "history: the last entry does not stand for the layer";
    }

    private static List<(string Name, string Text)> Raw(JsonElement element, string[] without) =>
        element.ValueKind != JsonValueKind.Object
            ? [("", element.GetRawText())]
            : [.. element.EnumerateObject().Where(member => !without.Contains(member.Name))
                .Select(member => (member.Name, member.Value.GetRawText()))];

    private static bool TryObject(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    private static int Length(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.GetArrayLength() : 0;

    private static bool IsEmpty(JsonElement entry) => entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty(EmptyLayer, out var mark) && mark.ValueKind == JsonValueKind.True;

    private static string Show(string name) => $"\"{Verifying.ByteString.FromText(name)}\"";
}
