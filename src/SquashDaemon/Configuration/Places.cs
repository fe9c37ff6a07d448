namespace SquashDaemon.Configuration;

/// <summary>The folders that the environment gives.</summary>
internal static class Places
{
    /// <summary>The user's home; empty if there is none.</summary>
    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where the daemon remembers things: <c>$XDG_STATE_HOME/squashd</c>, <c>~/.local/state/squashd</c>.</summary>
    public static string State => Path.Combine(Xdg("XDG_STATE_HOME") ?? Path.Combine(Home, ".local", "state"), "squashd");

    // The XDG specification: what is not absolute is ignored.
    private static string? Xdg(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;
}
