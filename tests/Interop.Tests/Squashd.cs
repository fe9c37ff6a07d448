namespace Interop.Tests;

/// <summary>The program under test: what SQUASHD names, or what the solution built.</summary>
internal static class Squashd
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 } path
        ? path
        : System.IO.Path.Combine(AppContext.BaseDirectory, "squashd");

    /// <summary>Squashes an archive and proves the result.</summary>
    public static void Squash(string image, string flat)
    {
        Tool.Run(Path, "squash", image, "-o", flat, "--force", "--quiet");
        Assert.StartsWith("equal", Tool.Run(Path, "verify", image, flat), StringComparison.Ordinal);
    }
}
