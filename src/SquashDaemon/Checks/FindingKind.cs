namespace SquashDaemon.Checks;

/// <summary>How bad a finding is.</summary>
internal enum FindingKind
{
    /// <summary>All is well.</summary>
    Fine,

    /// <summary>It works, and not as well as it could.</summary>
    Warning,

    /// <summary>It does not work because something may not be done.</summary>
    NoPermission,

    /// <summary>It does not work.</summary>
    Fault,
}
