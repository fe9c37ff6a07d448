namespace Squash.Verifying;

/// <summary>
/// What one or more paths name. An inode of the kind <see cref="EntryKind.HardLink"/> is a placeholder: a link whose
/// target has not come yet (R24).
/// </summary>
internal sealed class Inode(LayerEntry entry)
{
    private static readonly Dictionary<ByteString, Inode> Nothing = [];

    /// <summary>The entry that made it; of a directory, none of the later ones.</summary>
    public LayerEntry Origin => entry;

    /// <summary>What it is.</summary>
    public EntryKind Kind => entry.Kind;

    /// <summary>Mode, owner, group and time; link entries change them (R22).</summary>
    public Attributes Attributes { get; set; } = entry.Attributes;

    /// <summary>The target of a symbolic link.</summary>
    public ByteString LinkTarget => entry.LinkTarget;

    /// <summary>Major and minor number of a device.</summary>
    public (long Major, long Minor) Device => entry.Device;

    /// <summary>Length of the content.</summary>
    public long Size => entry.Size;

    /// <summary>SHA-256 of the content, in hex.</summary>
    public string ContentHash => entry.ContentHash;

    /// <summary>Extended attributes and other records; those of the data entry, never of a link (R22).</summary>
    public IReadOnlyDictionary<ByteString, ByteString> Records { get; private set; } = entry.Records;

    /// <summary>What a directory holds, by name; always empty for anything else.</summary>
    public Dictionary<ByteString, Inode> Children { get; } = entry.Kind == EntryKind.Directory ? [] : Nothing;

    /// <summary>Whether it can hold children.</summary>
    public bool IsDirectory => Kind == EntryKind.Directory;

    /// <summary>A directory that no entry describes (R5).</summary>
    public static Inode ImplicitDirectory() => new(new LayerEntry
    {
        Name = new ByteString(""),
        Kind = EntryKind.Directory,
        Attributes = Attributes.Implicit,
    });

    /// <summary>A directory entry over a directory: everything of its own is replaced, the children stay (R14).</summary>
    public void Describe(LayerEntry directory)
    {
        Attributes = directory.Attributes;
        Records = directory.Records;
    }

    /// <summary>
    /// A link entry that names this inode: its owner, group, mode and time win. Its records do not: this line is the
    /// place to change if engines show otherwise (R22).
    /// </summary>
    public void Touch(LayerEntry link) => Attributes = link.Attributes;
}
