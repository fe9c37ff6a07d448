using System.Diagnostics.CodeAnalysis;

namespace Squash.Merging;

/// <summary>
/// The inodes of hard links and of their data, by entry number. Links come in the order of their numbers, so that a million
/// of them take little more than their numbers.
/// </summary>
internal sealed class InodeMap
{
    private readonly Dictionary<uint, Inode> _data = [];
    private readonly EntryNumbers _links = new();
    private readonly ChunkedList<Inode> _linked = new();

    /// <summary>All entries with their inodes.</summary>
    public IEnumerable<(uint Entry, Inode Inode)> All =>
        Enumerable.Range(0, _links.Count).Select(at => (_links[at], _linked[at])).Concat(_data.Select(entry => (entry.Key, entry.Value)));

    /// <summary>Adds a link, whose number is larger than those of all others.</summary>
    public void AddLink(uint entry, Inode inode)
    {
        _links.Add(entry);
        _linked.Add(inode);
    }

    /// <summary>The inode of an entry, which becomes the data of one if it is in none.</summary>
    public Inode GetOrAdd(uint entry)
    {
        if (!TryGet(entry, out var inode))
            _data[entry] = inode = new Inode { DataEntry = entry };
        return inode;
    }

    /// <summary>The inode of an entry, if it has links.</summary>
    public bool TryGet(uint entry, [NotNullWhen(true)] out Inode? inode)
    {
        if (_links.TryFind(entry, out var at))
        {
            inode = _linked[at];
            return true;
        }
        return _data.TryGetValue(entry, out inode);
    }
}
