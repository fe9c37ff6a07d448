namespace Squash.Tests.Merging;

/// <summary>Makes a failing stack small by leaving out whatever it fails without.</summary>
internal static class StackShrinker
{
    public static Stack Smallest(Stack stack, Func<Stack, bool> fails)
    {
        while (Smaller(stack).FirstOrDefault(fails) is { } smaller) stack = smaller;
        return stack;
    }

    private static IEnumerable<Stack> Smaller(Stack stack)
    {
        for (var i = 0; i < stack.Layers.Count; i++)
            yield return new Stack([.. stack.Layers.Where((_, at) => at != i)]);
        for (var i = 0; i + 1 < stack.Layers.Count; i++)
            yield return new Stack([.. stack.Layers.Take(i), [.. stack.Layers[i], .. stack.Layers[i + 1]], .. stack.Layers.Skip(i + 2)]);
        for (var i = 0; i < stack.Layers.Count; i++)
        {
            foreach (var layer in Smaller(stack.Layers[i]))
                yield return new Stack([.. stack.Layers.Take(i), layer, .. stack.Layers.Skip(i + 1)]);
        }
    }

    private static IEnumerable<IReadOnlyList<EntrySpec>> Smaller(IReadOnlyList<EntrySpec> layer)
    {
        for (var i = 0; i < layer.Count; i++) yield return [.. layer.Where((_, at) => at != i)];
        for (var i = 0; i < layer.Count; i++)
        {
            foreach (var entry in Simpler(layer[i])) yield return [.. layer.Take(i), entry, .. layer.Skip(i + 1)];
        }
    }

    private static IEnumerable<EntrySpec> Simpler(EntrySpec entry)
    {
        EntrySpec[] simpler =
        [
            entry with { Records = [] },
            entry with { Data = entry.Data.Length > 2 ? "1" : entry.Data },
            entry with { Mode = StackText.DefaultMode(EntryText.KindOf(entry.Typeflag)) },
            entry with { Uid = 0, Gid = 0 },
            entry with { Mtime = "0" },
            entry with { Form = "ustar", ClaimedSize = null, Typeflag = entry.Typeflag is '7' or '\0' ? '0' : entry.Typeflag },
            entry with { Name = Plain(entry.Name), LinkTarget = Plain(entry.LinkTarget) },
            entry with { Name = Parent(entry.Name) },
            entry with { LinkTarget = Parent(entry.LinkTarget) },
        ];
        return simpler.Where(other => other != entry);
    }

    private static string Plain(string path) =>
        string.Join('/', path.Replace("x/../", "", StringComparison.Ordinal).Replace("/y/..", "", StringComparison.Ordinal)
            .Split('/').Where(part => part is not ("" or ".")));

    private static string Parent(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : path;
}
