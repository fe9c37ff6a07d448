namespace Squash.Merging;

/// <summary>What the layers above the one being planned have said of a path.</summary>
[Flags]
internal enum PathView : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Entries of lower layers at this path do not show: an upper one or a whiteout took their place.</summary>
    Taken = 1,

    /// <summary>Entries of lower layers below this path do not show (R7, R8, R15).</summary>
    Sealed = 2,

    /// <summary>The path is a directory; without <see cref="Taken"/> its metadata may still come from below (R5).</summary>
    Directory = 4,

    /// <summary>A directory entry of this path survives: the directory is not implicit.</summary>
    HasEntry = 8,

    /// <summary>Whiteouts stand in this directory; the path may be a symbolic link below (R9).</summary>
    Addressed = 16,

    /// <summary>An entry that is no directory survives here.</summary>
    Occupied = 32,

    /// <summary>Such an entry survives in this directory; noted only where lower layers are kept.</summary>
    Holds = 64,
}
