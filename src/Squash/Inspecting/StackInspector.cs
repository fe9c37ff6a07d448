using Squash.Verifying;

namespace Squash.Inspecting;

/// <summary>
/// Applies layers one after another to a model of inodes, and after each looks at the whole tree: what it would take on
/// a disk, and what has gone.
/// </summary>
internal sealed class StackInspector
{
    /// <summary>How many wasted paths are named; the sums count all.</summary>
    public const int MostPaths = 20;

    private readonly InodeTree _tree = new();
    private readonly ContentLedger _ledger = new();
    private readonly List<LayerCost> _layers = [];
    private List<WastedContent> _largest = [];

    /// <summary>Reads every layer to its end, the bottom first. An inspector serves one stack only.</summary>
    /// <exception cref="InvalidDataException">A layer is malformed, or a rule refuses it; the message names it.</exception>
    public StackCost Inspect(IEnumerable<Func<Stream>> layers, CancellationToken cancellationToken = default)
    {
        foreach (var open in layers)
        {
            try
            {
                using var layer = open();
                Take(layer, cancellationToken);
            }
            catch (InvalidDataException error) when (!error.Message.StartsWith("layer ", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"layer {_layers.Count + 1}: {error.Message}", error);
            }
        }

        return new StackCost(_layers, _largest);
    }

    private void Take(Stream layer, CancellationToken cancellationToken)
    {
        var number = _layers.Count + 1;
        var (entries, bytes) = LayerReader.Skim(layer, cancellationToken);
        new LayerApplication(_tree).Apply(entries);
        var content = _ledger.Enter(entries, number);
        var space = LookAtTree(number);
        _layers.Add(new LayerCost(bytes, entries.Count, content, 0, LayerFootprint.Of(entries), space));
        TakeWaste(number);
    }

    /// <summary>The tree's bytes on a disk; a file counts once, whatever its names.</summary>
    private long LookAtTree(int number) => _tree.Inodes()
        .Where(inode => inode.Kind != EntryKind.Regular || _ledger.See(inode.Origin, number))
        .Sum(DiskSpace.Of);

    private void TakeWaste(int number)
    {
        var dead = _ledger.StrikeUnseen(number);
        foreach (var (entry, addedBy) in dead)
        {
            var layer = _layers[addedBy - 1];
            _layers[addedBy - 1] = layer with { WastedBytes = layer.WastedBytes + entry.Size };
        }

        var largest = dead.OrderByDescending(content => content.Entry.Size).ThenBy(content => content.AddedBy)
            .ThenBy(content => PathOf(content.Entry)).Take(MostPaths)
            .Select(content => Describe(content.Entry, content.AddedBy, number));
        _largest = [.. _largest.Concat(largest).OrderByDescending(content => content.Bytes).Take(MostPaths)];
    }

    private WastedContent Describe(LayerEntry entry, int addedBy, int removedBy)
    {
        var isReplaced = _tree.Find(EntryPath.Resolve(entry.Name, entry)) is not null;
        return new WastedContent(PathOf(entry), entry.Size, addedBy, removedBy, isReplaced);
    }

    private static ByteString PathOf(LayerEntry entry) =>
        new(string.Join('/', EntryPath.Resolve(entry.Name, entry).Select(part => part.Latin1)));
}
