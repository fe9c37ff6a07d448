namespace SquashDaemon.Configuration;

/// <summary>How the daemon runs.</summary>
/// <param name="Folders">Its spool.</param>
internal sealed record DaemonSettings(SpoolFolders Folders)
{
    /// <summary>End when the inbox is empty.</summary>
    public bool IsDrain { get; init; }

    /// <summary>How long a file must stand still before it is looked at.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the inbox is read.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a file that is not complete may stand still before it counts as cut off.</summary>
    public TimeSpan IncompleteTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Tries after an I/O error, before the archive goes to failed.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The pause before the first of them; each later one is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the log file goes.</summary>
    public string LogFolder { get; init; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Home, ".local", "state"),
        "squashd");

    /// <summary>The default root of the spool: <c>~/squashd</c>.</summary>
    public static string DefaultRoot => Path.Combine(Home, "squashd");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
