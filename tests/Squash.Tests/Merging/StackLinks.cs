using Squash.Verifying;

namespace Squash.Tests.Merging;

/// <summary>
/// Gives most hard links of a random stack a target that some entry of their own or a lower layer describes, before or
/// after them; a stack of random targets would nearly always be refused.
/// </summary>
internal static class StackLinks
{
    public static Stack Aim(EntrySpec[][] layers, int[] choices)
    {
        var targets = new List<string> { ".wh..wh.plnk/1" };
        var links = 0;
        var aimed = new List<IReadOnlyList<EntrySpec>>();
        foreach (var layer in layers)
        {
            targets.AddRange(layer.Where(entry => entry.Typeflag is not ('1' or '5') && !IsMarker(entry)).Select(entry => entry.Name));
            aimed.Add([.. layer.Select(entry => entry.Typeflag == '1' ? Aim(entry, targets, choices[links++ % choices.Length]) : entry)]);
            targets.AddRange(layer.Where(entry => entry.Typeflag == '1' && !IsMarker(entry)).Select(entry => entry.Name));
        }

        return new Stack(aimed);
    }

    /// <summary>Leaves out every link that the model refuses; what else it refuses stays.</summary>
    public static Stack Mend(Stack stack)
    {
        var layers = stack.Layers.Select(layer => layer.ToList()).ToList();
        var below = new List<List<LayerEntry>>();
        foreach (var layer in layers)
        {
            var entries = LayerReader.Read(new MemoryStream(TarBytes.Layer(layer)));
            while (RefusedLink([.. below, entries]) is var refused and >= 0)
            {
                entries.RemoveAt(refused);
                layer.RemoveAt(refused);
            }

            below.Add(entries);
        }

        return new Stack(layers);
    }

    private static int RefusedLink(List<List<LayerEntry>> layers)
    {
        try
        {
            var tree = new InodeTree();
            foreach (var layer in layers) new LayerApplication(tree).Apply(layer);
            return -1;
        }
        catch (InvalidDataException error)
        {
            var entry = (LayerEntry)error.Data[Refusal.Entry]!;
            return entry.Kind == EntryKind.HardLink ? layers[^1].FindIndex(other => ReferenceEquals(other, entry)) : -1;
        }
    }

    private static EntrySpec Aim(EntrySpec link, List<string> targets, int choice)
    {
        // Half of the choices count from the newest target: those are the least likely to be replaced already.
        if (choice < 0) return link;
        var back = choice % 2 == 0 ? choice / 2 % 4 : choice / 2;
        return link with { LinkTarget = targets[targets.Count - 1 - (back % targets.Count)] };
    }

    private static bool IsMarker(EntrySpec entry) => entry.Name.Contains(".wh.", StringComparison.Ordinal);
}
