namespace Squash.Merging;

/// <summary>What the layer being planned has said of a path so far; the low bits hold its kind.</summary>
[Flags]
internal enum InLayer : byte
{
    /// <summary>No entry.</summary>
    None = 0,

    /// <summary>A directory that exists because something is in it (R5).</summary>
    Implicit = 1,

    /// <summary>A directory entry.</summary>
    Directory = 2,

    /// <summary>Any other entry.</summary>
    NonDirectory = 3,

    /// <summary>The bits of the kind.</summary>
    Kind = 3,

    /// <summary>A whiteout of this path.</summary>
    Whiteout = 4,

    /// <summary>An opaque marker in this directory.</summary>
    Opaque = 8,

    /// <summary>At some time a non-directory stood here: what lower layers have below stays hidden (R15).</summary>
    WasNonDirectory = 16,

    /// <summary>An upper layer hides the directory that it is in: it says nothing to the layers below.</summary>
    Hidden = 32,

    /// <summary>A whiteout stands in this directory.</summary>
    Addressed = 64,

    /// <summary>An opaque marker made this a directory before the first entry of the layer.</summary>
    WasImplied = 128,
}
