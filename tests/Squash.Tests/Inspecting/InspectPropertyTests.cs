using System.Globalization;
using CsCheck;
using Squash.Inspecting;
using Squash.Tests.Merging;
using Squash.Verifying;

namespace Squash.Tests.Inspecting;

/// <summary>
/// The inspector against the merger, which shares no model with it: what a merge of the lower layers shows is what is
/// alive there, and takes the room that the tree takes.
/// </summary>
public sealed class InspectPropertyTests(ITestOutputHelper output)
{
    private static readonly long Stacks = long.Parse(
        Environment.GetEnvironmentVariable("SQUASH_STACKS") ?? "2000", CultureInfo.InvariantCulture);

    [Fact]
    public void WasteIsWhatAMergeLeavesOut() => StackGenerator.Stacks.Select(Distinct).Sample(
        Classify, output.WriteLine, iter: Math.Min(Stacks, 2000), print: stack => stack.ToString());

    private static string Classify(Stack stack)
    {
        var layers = stack.Openers();
        StackCost cost;
        try
        {
            cost = new StackInspector().Inspect(layers);
        }
        catch (InvalidDataException)
        {
            Assert.Throws<InvalidDataException>(() => Merged.Merge(layers));
            return "refused";
        }

        var flats = layers.Select((_, index) => Merged.Merge([.. layers.Take(index + 1)])).ToList();
        Assert.Equal(flats.Select(TreeSpace), cost.Layers.Select(layer => layer.TreeSpace));
        var shown = flats.Select(flat => Contents(flat).Keys.ToHashSet()).ToList();
        var added = layers.Select((open, index) => (Number: index + 1, Contents: Contents(open()))).ToList();
        var wasted = (
            from layer in added
            from content in layer.Contents
            let removedBy = layer.Number + shown.Skip(layer.Number - 1).TakeWhile(keys => keys.Contains(content.Key)).Count()
            where removedBy <= layers.Count
            select (content.Value.Bytes, AddedBy: layer.Number, removedBy, content.Value.Path)).ToList();
        Assert.Equal(
            added.Select(layer => wasted.Where(waste => waste.AddedBy == layer.Number).Sum(waste => waste.Bytes)),
            cost.Layers.Select(layer => layer.WastedBytes));
        Assert.Equal(
            cost.Layers.Sum(layer => layer.ContentBytes),
            cost.Layers.Sum(layer => layer.WastedBytes) + Contents(flats[^1]).Values.Sum(content => content.Bytes));
        var named = cost.Largest.Select(waste => (waste.Bytes, waste.AddedBy, waste.RemovedBy, waste.Path.Latin1)).ToList();
        Assert.Equal(Math.Min(wasted.Count, StackInspector.MostPaths), named.Count);
        Assert.Empty(named.Except(wasted));
        return wasted.Count == 0 ? "no waste" : "waste";
    }

    private static long TreeSpace(byte[] flat) =>
        new StackInspector().Inspect([() => new MemoryStream(flat)]).Layers[0].TreeSpace;

    /// <summary>Gives every file content that no other has, so that it can be told where it went.</summary>
    private static Stack Distinct(Stack stack) => new([.. stack.Layers.Select((layer, number) =>
        (IReadOnlyList<EntrySpec>)[.. layer.Select((entry, index) =>
            entry.Data.Length == 0 ? entry : entry with { Data = $"{number}.{index}:{entry.Data}" })])]);

    private static Dictionary<string, (long Bytes, string Path)> Contents(byte[] layer) => Contents(new MemoryStream(layer));

    private static Dictionary<string, (long Bytes, string Path)> Contents(Stream layer) => LayerReader.Read(layer)
        .Where(entry => entry.Size > 0)
        .ToDictionary(entry => entry.ContentHash, entry => (entry.Size, PathOf(entry)));

    private static string PathOf(LayerEntry entry) =>
        string.Join('/', EntryPath.Resolve(entry.Name, entry).Select(part => part.Latin1));
}
