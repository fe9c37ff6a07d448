namespace SquashDaemon.Tests;

/// <summary>strace makes system calls of the real program fail.</summary>
internal static class Strace
{
    public const string Reason = "strace is not installed";

    // In the gate nothing skips; a call of it fails there instead.
    public static bool IsHere { get; } =
        Environment.GetEnvironmentVariable("CI") is not null || File.Exists("/usr/bin/strace") || File.Exists("/bin/strace");
}
