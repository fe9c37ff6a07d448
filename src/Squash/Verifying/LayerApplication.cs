namespace Squash.Verifying;

/// <summary>
/// Applies one layer to a tree, as the specification says it: first all markers hide what lower layers left, then
/// the entries follow in their order, then the links whose targets came later are bound.
/// </summary>
internal sealed class LayerApplication(InodeTree tree)
{
    private readonly Dictionary<string, Inode> _aufsTargets = new(StringComparer.Ordinal);
    private readonly PendingLinks _pending = new();
    private readonly SymlinkWalk _walk = new(tree);

    /// <summary>Applies the entries of one layer; each application serves one layer only.</summary>
    /// <exception cref="InvalidDataException">A rule refuses the layer.</exception>
    public void Apply(IReadOnlyList<LayerEntry> layer)
    {
        var paths = layer.Select(EntryPath.Of).ToList();
        Hide(paths);
        for (var i = 0; i < layer.Count; i++) Place(layer[i], paths[i]);
        _pending.Bind(FindTarget);
    }

    /// <summary>Markers act on lower layers only, wherever they stand (R7), and in any order (R9).</summary>
    private void Hide(List<EntryPath> paths)
    {
        foreach (var path in paths)
        {
            if (path.Role == EntryRole.Whiteout) tree.Remove(path.Components);
            if (path.Role == EntryRole.Opaque) tree.Find(path.Components)?.Children.Clear();
        }

        // An opaque marker says that its directory exists (R8), even if a whiteout has just removed it.
        foreach (var path in paths.Where(path => path.Role == EntryRole.Opaque)) tree.MakeDirectory(path.Components);
    }

    private void Place(LayerEntry entry, EntryPath path)
    {
        if (path.Role == EntryRole.AufsLinkTarget)
            _aufsTargets[Key(path.Components)] = new Inode(entry);
        else if (path.Role != EntryRole.Ordinary)
            return;
        else if (_walk.Lead(path.Components, entry) is var led && entry.Kind == EntryKind.Directory)
            tree.Describe(led, entry);
        else if (entry.Kind == EntryKind.HardLink)
            Link(entry, led);
        else
            tree.Put(led, _walk.Note(new Inode(entry)));
    }

    /// <summary>The target is looked up before the link's own path is cleared (R19).</summary>
    private void Link(LayerEntry entry, IReadOnlyList<ByteString> path)
    {
        var target = _walk.Lead(EntryPath.Resolve(entry.LinkTarget, entry), entry);
        if (target.SequenceEqual(path)) throw Refusal.Of(entry, "the hard link names itself (R24)");
        var inode = FindTarget(target);
        if (inode is { IsDirectory: true })
            throw Refusal.Of(entry, $"the hard link names the directory {entry.LinkTarget} (R24)");
        if (inode is null or { Kind: EntryKind.HardLink })
        {
            var placeholder = new Inode(entry);
            tree.Put(path, placeholder);
            var parent = tree.MakeDirectory(path.SkipLast(1));
            _pending.Add(new PendingLink(entry, placeholder, target, inode, parent, path[^1]));
            return;
        }

        tree.Put(path, inode);
        inode.Touch(entry);
    }

    private Inode? FindTarget(IReadOnlyList<ByteString> path) =>
        tree.Find(path) ?? _aufsTargets.GetValueOrDefault(Key(path));

    private static string Key(IEnumerable<ByteString> path) => string.Join('/', path.Select(part => part.Latin1));
}
