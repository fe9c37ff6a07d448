namespace Squash.Tar;

/// <summary>The type of an entry as POSIX pax names it; the value is the typeflag that we write.</summary>
public enum TarEntryType : byte
{
    /// <summary>A regular file (typeflags 0, NUL, 7 and sparse ones).</summary>
    RegularFile = (byte)'0',

    /// <summary>Another name of an inode that an earlier entry made.</summary>
    HardLink = (byte)'1',

    /// <summary>A symbolic link.</summary>
    SymbolicLink = (byte)'2',

    /// <summary>A character device.</summary>
    CharacterDevice = (byte)'3',

    /// <summary>A block device.</summary>
    BlockDevice = (byte)'4',

    /// <summary>A directory (typeflags 5 and D).</summary>
    Directory = (byte)'5',

    /// <summary>A named pipe.</summary>
    Fifo = (byte)'6',
}
