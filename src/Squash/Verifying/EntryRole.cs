namespace Squash.Verifying;

/// <summary>What the name of an entry makes of it.</summary>
internal enum EntryRole
{
    /// <summary>It describes the path that it names.</summary>
    Ordinary,

    /// <summary>It hides the path that it names (R6).</summary>
    Whiteout,

    /// <summary>It hides everything below the path that it names (R8).</summary>
    Opaque,

    /// <summary>A file that is only a target for links (R12).</summary>
    AufsLinkTarget,

    /// <summary>It names nothing (R4, R11, R12).</summary>
    Nothing,
}
