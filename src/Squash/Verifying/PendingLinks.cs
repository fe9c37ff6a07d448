namespace Squash.Verifying;

/// <summary>The hard links of one layer that wait for its end, in their order (R24).</summary>
internal sealed class PendingLinks
{
    private readonly List<PendingLink> _links = [];
    private readonly Dictionary<Inode, PendingLink> _byPlaceholder = [];
    private readonly Dictionary<PendingLink, Inode> _targets = new(ReferenceEqualityComparer.Instance);

    /// <summary>Keeps a link for the end of the layer.</summary>
    public void Add(PendingLink link)
    {
        _links.Add(link);
        _byPlaceholder.Add(link.Placeholder, link);
    }

    /// <summary>
    /// Binds every link to its inode. A link acts on its inode even when a later entry has taken its path: that is
    /// what happens to a link whose target came first.
    /// </summary>
    /// <exception cref="InvalidDataException">A target is still missing, is a directory, or links go in a circle.</exception>
    public void Bind(Func<IReadOnlyList<ByteString>, Inode?> find)
    {
        // All are resolved before any is bound: what one finds must not depend on another that took its place.
        foreach (var link in _links) Resolve(link, find);
        foreach (var link in _links)
        {
            var target = _targets[link];
            if (link.Parent.Children.GetValueOrDefault(link.Name) == link.Placeholder)
                link.Parent.Children[link.Name] = target;
            target.Touch(link.Entry);
        }
    }

    /// <summary>Follows links to links; each is followed once, however long the chain that it is part of.</summary>
    private Inode Resolve(PendingLink link, Func<IReadOnlyList<ByteString>, Inode?> find)
    {
        var chain = new HashSet<PendingLink>(ReferenceEqualityComparer.Instance);
        Inode? inode;
        for (var at = link; !_targets.TryGetValue(at, out inode); at = _byPlaceholder[inode])
        {
            if (!chain.Add(at)) throw Refusal.Of(link.Entry, "the hard link is part of a circle (R24)");
            inode = at.Found ?? find(at.Target)
                ?? throw Refusal.Of(at.Entry, $"the hard link has no target {at.Entry.LinkTarget} (R24)");
            if (inode.IsDirectory)
                throw Refusal.Of(at.Entry, $"the hard link names the directory {at.Entry.LinkTarget} (R24)");
            if (inode.Kind != EntryKind.HardLink) break;
        }

        foreach (var passed in chain) _targets[passed] = inode;
        return inode;
    }
}
