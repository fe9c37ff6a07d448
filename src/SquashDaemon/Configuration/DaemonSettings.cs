namespace SquashDaemon.Configuration;

/// <summary>All that the daemon is told, one record for each section of <c>squashd.conf</c>.</summary>
/// <param name="Spool">Where files are, and when one is taken.</param>
internal sealed record DaemonSettings(SpoolSettings Spool)
{
    /// <summary>How images are squashed.</summary>
    public SquashSettings Squash { get; init; } = new();

    /// <summary>What follows a trouble.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>How much is used at most.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What is logged and where.</summary>
    public LoggingSettings Logging { get; init; } = new();

    /// <summary>Programs that are told of the end of a job.</summary>
    public HookSettings Hooks { get; init; } = new();

    /// <summary>Figures for a monitor.</summary>
    public MetricsSettings Metrics { get; init; } = new();

    /// <summary>End when the inbox is empty (<c>run --drain</c>; no key of a file).</summary>
    public bool IsDrain { get; init; }

    /// <summary>Where compressed archives are expanded: <c>[squash] scratch</c>, or the work folder.</summary>
    public string ScratchFolder => Squash.Scratch ?? Spool.Folders.Work;

    /// <summary>The log file: <c>[logging] file</c>, or <c>squashd.log</c> in the state folder.</summary>
    public string LogFile => Logging.File ?? Path.Combine(Spool.State, "squashd.log");
}
