namespace Squash.Archives;

/// <summary>What is accepted of the outer tar.</summary>
internal static class ArchiveLimits
{
    /// <summary>Members of the outer tar: four a layer in docker's old layout, and a thousand layers.</summary>
    public const int Members = 1 << 17;

    /// <summary>Bytes of all their names and links: a hundred and more for each that any engine writes.</summary>
    public const int NameBytes = 16 << 20;

    /// <summary>Links in the outer tar that lead to links; docker and podman write one.</summary>
    public const int LinkDepth = 8;

    /// <summary>Bytes of a folder's name that may be a link: every one of a path is looked up.</summary>
    public const int FolderLength = 1024;
}
