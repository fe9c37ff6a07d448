namespace Squash.Verifying;

/// <summary>What an entry of a layer is, once the dialects of tar are read.</summary>
internal enum EntryKind
{
    /// <summary>A file with data.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link; its target is opaque bytes (R17).</summary>
    Symlink,

    /// <summary>One more name for an inode. No inode of a finished tree is of this kind.</summary>
    HardLink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,
}
