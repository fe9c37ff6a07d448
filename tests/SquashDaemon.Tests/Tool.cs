namespace SquashDaemon.Tests;

/// <summary>Programs that a test needs and a user's machine may not have.</summary>
internal static class Tool
{
    /// <summary>Skips the test on a user's machine, and fails it in CI, if a program is missing.</summary>
    public static void Need(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"this test needs {program}");
        Assert.Skip($"this test needs {program}");
    }
}
