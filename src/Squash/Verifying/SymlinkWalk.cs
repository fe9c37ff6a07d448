namespace Squash.Verifying;

/// <summary>
/// Follows the symbolic links of one layer, as engines do which unpack it by itself; those of lower layers lead nowhere
/// (R3). Written apart from the merger's code on purpose.
/// </summary>
internal sealed class SymlinkWalk(InodeTree tree)
{
    private const int MostOnOnePath = 40;
    private const long MostBytes = 64 << 20;
    private readonly HashSet<Inode> _links = [];
    private long _bytes;

    /// <summary>Notes an inode that the layer makes.</summary>
    public Inode Note(Inode inode)
    {
        if (inode.Kind == EntryKind.Symlink) _links.Add(inode);
        return inode;
    }

    /// <summary>Where an entry with the path is; links above its last component are followed as they are now.</summary>
    /// <exception cref="InvalidDataException">They go in a circle, or lead below the name of a whiteout.</exception>
    public IReadOnlyList<ByteString> Lead(IReadOnlyList<ByteString> path, LayerEntry entry)
    {
        if (_links.Count == 0) return path;
        var way = new List<(ByteString Name, Inode? Inode)>();
        var rest = new Stack<ByteString>(path.Reverse());
        var followed = 0;
        while (rest.TryPop(out var name))
        {
            if (name.Latin1 is "" or ".") continue;
            if (name.Latin1 == "..")
            {
                if (way.Count > 0) way.RemoveAt(way.Count - 1);
                continue;
            }

            var inode = (way.Count > 0 ? way[^1].Inode : tree.Root)?.Children.GetValueOrDefault(name);
            if (rest.Count > 0 && followed > 0 && name.StartsWith(".wh."))
                throw Refusal.Of(entry, "a symbolic link leads below the name of a whiteout (R6)");
            if (rest.Count == 0 || inode is null || !_links.Contains(inode))
            {
                way.Add((name, inode));
                continue;
            }

            if (++followed > MostOnOnePath) throw Refusal.Of(entry, "symbolic links lead to each other (R3)");
            _bytes += inode.LinkTarget.Latin1.Length;
            if (_bytes > MostBytes) throw Refusal.Of(entry, "symbolic links are too long for so many entries below them (R3)");
            if (inode.LinkTarget.StartsWith("/")) way.Clear();
            foreach (var part in inode.LinkTarget.Latin1.Split('/').Reverse()) rest.Push(new ByteString(part));
        }

        return [.. way.Select(step => step.Name)];
    }
}
