namespace SquashDaemon.Configuration;

/// <summary>The folders that the environment gives.</summary>
internal static class Places
{
    /// <summary>The user's home, whether it can be reached now or not; empty if nobody says where it is.</summary>
    public static string Home => Absolute("HOME") ?? Account.Home ?? "";

    /// <summary>
    /// Where the daemon remembers things: <c>$XDG_STATE_HOME/squashd</c>, <c>~/.local/state/squashd</c>.
    /// </summary>
    public static string State => Path.Combine(Absolute("XDG_STATE_HOME") ?? Path.Combine(Home, ".local", "state"), "squashd");

    /// <summary>Where the user's configuration is: <c>$XDG_CONFIG_HOME/squashd</c>, <c>~/.config/squashd</c>.</summary>
    public static string Configuration => Path.Combine(Absolute("XDG_CONFIG_HOME") ?? Path.Combine(Home, ".config"), "squashd");

    // The XDG specification: what is not absolute is ignored. Of a home too, or it would be another in each folder.
    private static string? Absolute(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;
}
