namespace Squash.Verifying;

/// <summary>
/// Where an entry belongs: its name as components, and what the name makes of it. Written apart from the merger's
/// path code on purpose: a mistake in one is found by the other.
/// </summary>
/// <param name="Role">What the name makes of the entry.</param>
/// <param name="Components">The path that is meant, without any whiteout prefix; the root has none.</param>
internal sealed record EntryPath(EntryRole Role, IReadOnlyList<ByteString> Components)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueName = ".wh..wh..opq";
    private const string AufsLinkDirectory = ".wh..wh.plnk";

    /// <summary>
    /// The components of <paramref name="name"/>, which <paramref name="entry"/> mentions, resolved lexically inside
    /// the tree (R1).
    /// </summary>
    /// <exception cref="InvalidDataException">The name climbs above the root (R2).</exception>
    public static IReadOnlyList<ByteString> Resolve(ByteString name, LayerEntry entry)
    {
        var path = new List<ByteString>();
        foreach (var part in name.Latin1.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..")
                path.Add(new ByteString(part));
            else if (path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else
                throw Refusal.Of(entry, $"the name {name} climbs above the root (R2)");
        }

        return path;
    }

    /// <summary>Reads the name of <paramref name="entry"/>.</summary>
    /// <exception cref="InvalidDataException">The name climbs above the root, or whites out no name (R10).</exception>
    public static EntryPath Of(LayerEntry entry)
    {
        var path = Resolve(entry.Name, entry);
        if (path.Count == 0)
        {
            var isRoot = entry.Kind == EntryKind.Directory && entry.Name.Latin1.Length > 0;
            return new(isRoot ? EntryRole.Ordinary : EntryRole.Nothing, path);
        }

        var parent = path.SkipLast(1).ToList();
        if (parent.Exists(part => part.StartsWith(WhiteoutPrefix)))
        {
            var isTarget = parent[0].Latin1 == AufsLinkDirectory && entry.Kind == EntryKind.Regular;
            return new(isTarget ? EntryRole.AufsLinkTarget : EntryRole.Nothing, path);
        }

        var name = path[^1].Latin1;
        if (name == OpaqueName) return new(EntryRole.Opaque, parent);
        if (!path[^1].StartsWith(WhiteoutPrefix)) return new(EntryRole.Ordinary, path);
        var hidden = name[WhiteoutPrefix.Length..];
        if (hidden is "" or "." or "..")
            throw Refusal.Of(entry, "the whiteout names nothing that can be hidden (R10)");
        return new(EntryRole.Whiteout, [.. parent, new ByteString(hidden)]);
    }
}
