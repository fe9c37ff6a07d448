namespace Squash.Verifying;

/// <summary>The hard links of one layer that wait for its end, in their order (R24).</summary>
internal sealed class PendingLinks
{
    private readonly List<PendingLink> _links = [];
    private readonly Dictionary<Inode, PendingLink> _byPlaceholder = [];

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
        var targets = _links.ConvertAll(link => Resolve(link, find));
        for (var i = 0; i < _links.Count; i++)
        {
            var link = _links[i];
            if (link.Parent.Children.GetValueOrDefault(link.Name) == link.Placeholder)
                link.Parent.Children[link.Name] = targets[i];
            targets[i].Touch(link.Entry);
        }
    }

    private Inode Resolve(PendingLink link, Func<IReadOnlyList<ByteString>, Inode?> find)
    {
        var at = link;
        for (var steps = 0; steps <= _links.Count; steps++)
        {
            var inode = at.Found ?? find(at.Target)
                ?? throw Refusal.Of(at.Entry, $"the hard link has no target {at.Entry.LinkTarget} (R24)");
            if (inode.IsDirectory)
                throw Refusal.Of(at.Entry, $"the hard link names the directory {at.Entry.LinkTarget} (R24)");
            if (inode.Kind != EntryKind.HardLink) return inode;
            at = _byPlaceholder[inode];
        }

        throw Refusal.Of(link.Entry, "the hard link is part of a circle (R24)");
    }
}
