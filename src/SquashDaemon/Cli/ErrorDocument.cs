using System.Text.Json.Serialization;

namespace SquashDaemon.Cli;

/// <summary>What any command prints with <c>--json</c> when it fails.</summary>
/// <param name="Error">The sentence.</param>
/// <param name="ExitCode">What the process ends with.</param>
internal sealed record ErrorDocument(string Error, int ExitCode)
{
    /// <summary>What there is to choose from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Choices { get; init; }
}
