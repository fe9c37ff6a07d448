using Squash.Verifying;

namespace Squash.Tests.Merging;

/// <summary>A stack whose lower layers are kept, and what is wrong with the layer that the merger puts on them.</summary>
internal sealed record PartialStack(Stack Stack, int Kept)
{
    private const string Opaque = ".wh..wh..opq";
    private readonly IReadOnlyList<Func<Stream>> _layers = Stack.Openers();
    private readonly Lazy<List<LayerEntry>[]> _read = new(
        () => [.. Stack.Openers().Select(open => LayerReader.Read(open()))]);

    /// <summary>The new layer in the language of <see cref="StackText"/>; <c>nothing</c> if there is none.</summary>
    public string Print() => Merged.MergeAbove(_layers, Kept) is { } layer
        ? ListingText.Print(FlatListing.Read(layer, mayHide: true).Select(WithoutPrefix))
        : "nothing";

    /// <summary>The first fault; empty if the layer is exact, has no marker too many, and is the same each time.</summary>
    public string Fault()
    {
        var layer = Merged.MergeAbove(_layers, Kept);
        var original = Tree(_read.Value);
        var entries = layer is null ? [] : LayerReader.Read(new MemoryStream(layer));
        if (Difference(original, entries) is { Length: > 0 } difference) return difference;
        if (layer is null) return "";
        foreach (var marker in entries.Where(entry => IsMarker(entry.Name.Latin1)))
        {
            if (Difference(original, [.. entries.Where(entry => entry != marker)]).Length == 0)
                return $"{marker.Name} hides nothing";
        }

        // A file may be written again with what it had; directories and markers alone must change something.
        if (entries.TrueForAll(entry => entry.Kind == EntryKind.Directory) && Difference(original, []).Length == 0)
            return "a layer was added that changes nothing";
        return layer.AsSpan().SequenceEqual(Merged.MergeAbove(_layers, Kept)) ? "" : "a second merge gives other bytes";
    }

    private string Difference(InodeTree original, IReadOnlyList<LayerEntry> layer)
    {
        var tree = Tree([.. _read.Value.Take(Kept), layer]);
        return new TreeComparison(original, tree).Differences().FirstOrDefault() ?? "";
    }

    private static InodeTree Tree(IEnumerable<IReadOnlyList<LayerEntry>> layers)
    {
        var tree = new InodeTree();
        foreach (var layer in layers) new LayerApplication(tree).Apply(layer);
        return tree;
    }

    private static bool IsMarker(string path) =>
        path[(path.LastIndexOf('/') + 1)..].StartsWith(".wh.", StringComparison.Ordinal);

    private static ListedEntry WithoutPrefix(ListedEntry entry)
    {
        var name = entry.Path.LastIndexOf('/') + 1;
        if (!IsMarker(entry.Path)) return entry;
        var isOpaque = entry.Path[name..] == Opaque;
        var path = isOpaque ? entry.Path[..(name - 1)] : entry.Path[..name] + entry.Path[(name + ".wh.".Length)..];
        return new ListedEntry(path, isOpaque ? 'o' : 'w')
        {
            Inode = entry.Inode,
            Mode = StackText.DefaultMode('f'),
            Uid = 0,
            Gid = 0,
            Mtime = "0",
            Value = "",
            Records = [],
        };
    }
}
