using System.Text.Json;

namespace Interop.Tests;

/// <summary>The program under test: what SQUASHD names, or what the solution built.</summary>
internal static class Squashd
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 } path
        ? path
        : System.IO.Path.Combine(AppContext.BaseDirectory, "squashd");

    /// <summary>Squashes the layers above a choice and proves the result; how many layers it kept and added.</summary>
    public static (int Kept, int Added) SquashFrom(string image, string flat, string choice)
    {
        var report = Tool.Run(Path, "squash", image, "-o", flat, "--force", "--json", "--from-layer", choice);
        Assert.StartsWith("equal", Tool.Run(Path, "verify", image, flat), StringComparison.Ordinal);
        var squashed = JsonDocument.Parse(report).RootElement.GetProperty("report").GetProperty("images")[0];
        var isAdded = squashed.GetProperty("diff_id").ValueKind == JsonValueKind.String;
        return (squashed.GetProperty("layers_kept").GetInt32(), isAdded ? 1 : 0);
    }

    /// <summary>Squashes an archive and proves the result.</summary>
    public static void Squash(string image, string flat)
    {
        Tool.Run(Path, "squash", image, "-o", flat, "--force", "--quiet");
        Assert.StartsWith("equal", Tool.Run(Path, "verify", image, flat), StringComparison.Ordinal);
    }
}
