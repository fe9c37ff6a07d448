namespace Squash.Verifying;

/// <summary>A file system in memory: names in directories, and inodes that several names may share.</summary>
internal sealed class InodeTree
{
    /// <summary>The root directory.</summary>
    public Inode Root { get; } = Inode.ImplicitDirectory();

    /// <summary>Whether any layer described the root (R4); an image that does not must not be made to.</summary>
    public bool HasRootEntry { get; private set; }

    /// <summary>Applies layers one after another, the bottom first.</summary>
    /// <exception cref="InvalidDataException">A layer is malformed, or a rule refuses it.</exception>
    public static InodeTree Of(IEnumerable<Func<Stream>> layers, CancellationToken cancellationToken = default)
    {
        var tree = new InodeTree();
        foreach (var open in layers)
        {
            using var layer = open();
            new LayerApplication(tree).Apply(LayerReader.Read(layer, cancellationToken));
        }

        return tree;
    }

    /// <summary>What <paramref name="path"/> names; no symbolic link is followed (R3).</summary>
    public Inode? Find(IEnumerable<ByteString> path)
    {
        var inode = Root;
        foreach (var name in path)
        {
            if (!inode.IsDirectory || !inode.Children.TryGetValue(name, out var child)) return null;
            inode = child;
        }

        return inode;
    }

    /// <summary>The directory at <paramref name="path"/>; whatever is missing or in its way becomes one (R3, R5).</summary>
    public Inode MakeDirectory(IEnumerable<ByteString> path)
    {
        var inode = Root;
        foreach (var name in path)
        {
            if (!inode.Children.TryGetValue(name, out var child) || !child.IsDirectory)
                inode.Children[name] = child = Inode.ImplicitDirectory();
            inode = child;
        }

        return inode;
    }

    /// <summary>Gives <paramref name="path"/> to <paramref name="inode"/>; what was there goes with all below (R14).</summary>
    public void Put(IReadOnlyList<ByteString> path, Inode inode) =>
        MakeDirectory(path.SkipLast(1)).Children[path[^1]] = inode;

    /// <summary>Removes <paramref name="path"/> with all below; nothing happens if it is not there (R9).</summary>
    public void Remove(IReadOnlyList<ByteString> path)
    {
        if (Find(path.SkipLast(1)) is { IsDirectory: true } parent) parent.Children.Remove(path[^1]);
    }

    /// <summary>Applies a directory entry: over a directory it only replaces what is the directory's own (R14).</summary>
    public void Describe(IReadOnlyList<ByteString> path, LayerEntry directory)
    {
        HasRootEntry |= path.Count == 0;
        MakeDirectory(path).Describe(directory);
    }

    /// <summary>What every path names, the root first; an inode with several names comes as often.</summary>
    public IEnumerable<Inode> Inodes()
    {
        var open = new Stack<Inode>([Root]);
        while (open.TryPop(out var inode))
        {
            yield return inode;
            foreach (var child in inode.Children.Values) open.Push(child);
        }
    }

    /// <summary>Every path but the root's with its inode, in the order of the path's bytes.</summary>
    public IReadOnlyList<(ByteString Path, Inode Inode)> List()
    {
        var all = new List<(ByteString Path, Inode Inode)>();
        var open = new Stack<(string Prefix, Inode Directory)>([("", Root)]);
        while (open.TryPop(out var at))
        {
            foreach (var (name, inode) in at.Directory.Children)
            {
                var path = at.Prefix + name.Latin1;
                all.Add((new ByteString(path), inode));
                if (inode.IsDirectory) open.Push((path + "/", inode));
            }
        }

        all.Sort((a, b) => a.Path.CompareTo(b.Path));
        return all;
    }
}
