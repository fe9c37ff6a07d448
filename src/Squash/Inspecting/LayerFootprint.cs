using Squash.Verifying;

namespace Squash.Inspecting;

/// <summary>
/// What one layer takes where layers lie over each other: a tree of its own entries only, with the directories that
/// lead to them, and a device for each whiteout.
/// </summary>
internal static class LayerFootprint
{
    /// <summary>The bytes on the disk. A hard link takes none: what it names is counted where its data is.</summary>
    public static long Of(IReadOnlyList<LayerEntry> layer)
    {
        var tree = new InodeTree();
        var walk = new SymlinkWalk(tree);
        foreach (var entry in layer)
        {
            var path = EntryPath.Of(entry);
            var led = path.Role == EntryRole.Ordinary ? walk.Lead(path.Components, entry) : path.Components;
            if (path.Role == EntryRole.Opaque || (path.Role == EntryRole.Ordinary && entry.Kind == EntryKind.Directory))
                tree.MakeDirectory(led);
            else if (path.Role == EntryRole.Ordinary)
                tree.Put(led, walk.Note(new Inode(entry)));
            else if (path.Role == EntryRole.Whiteout && tree.Find(path.Components) is null)
                tree.Put(path.Components, new Inode(entry with { Kind = EntryKind.CharacterDevice, Size = 0 }));
        }

        return tree.Inodes().Sum(DiskSpace.Of);
    }
}
