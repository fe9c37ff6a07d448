namespace SquashDaemon.Install;

/// <summary>What became of a step.</summary>
internal enum StepKind
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was done before.</summary>
    Already,

    /// <summary>It would be done.</summary>
    Planned,

    /// <summary>What is there was changed by somebody else, and is left as it is.</summary>
    Kept,

    /// <summary>It may not or cannot be done here.</summary>
    Forbidden,
}
