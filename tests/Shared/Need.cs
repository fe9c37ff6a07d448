namespace Shared;

/// <summary>What a test needs and a user's machine may not have. Nothing may be missing in CI, whoever runs the tests there.</summary>
internal static class Need
{
    /// <summary>Skips the test on a user's machine, and fails it in CI, unless something is so.</summary>
    public static void That(bool isSo, string reason)
    {
        if (isSo)
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }

    /// <summary>The rights to mount, to change the user and the like.</summary>
    public static void Root() => That(Environment.UserName == "root", "this test needs the rights of root");

    /// <summary>Programs on the path.</summary>
    public static void Programs(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        That(!missing.Any(), $"this test needs {string.Join(", ", missing)}");
    }
}
