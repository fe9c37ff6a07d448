namespace SquashDaemon.Spool;

/// <summary>The states of a file in the inbox.</summary>
internal enum ReadinessState
{
    /// <summary>Never taken: its name or its type says so.</summary>
    Ignored,

    /// <summary>Written to a moment ago.</summary>
    Settling,

    /// <summary>It stands still, but is not complete yet.</summary>
    Incomplete,

    /// <summary>Not complete, and it has stood still for too long.</summary>
    CutOff,

    /// <summary>To be squashed.</summary>
    Ready,
}
