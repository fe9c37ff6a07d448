using System.Text.Json.Serialization;

namespace SquashDaemon.Spool;

/// <summary>Why a file is still in the inbox.</summary>
[JsonConverter(typeof(SnakeCaseEnum<WaitState>))]
internal enum WaitState
{
    /// <summary>Written to a moment ago.</summary>
    Settling,

    /// <summary>It waits for its turn.</summary>
    Ready,

    /// <summary>It is being judged and taken.</summary>
    Taken,

    /// <summary>A program has it open for writing.</summary>
    Writing,

    /// <summary>It stands still, but is not complete yet.</summary>
    Incomplete,

    /// <summary>Its marker is not there yet.</summary>
    NoMarker,

    /// <summary>Its owner has enough others waiting.</summary>
    Limited,

    /// <summary>It cannot be read.</summary>
    Unreadable,

    /// <summary>It is done, and its original was to be kept here.</summary>
    Kept,

    /// <summary>Never taken: its name or its type says so.</summary>
    Ignored,
}
