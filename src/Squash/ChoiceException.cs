namespace Squash;

/// <summary>The caller asked for what the archive has not; the message says what there is to choose from.</summary>
public sealed class ChoiceException(string message) : ArgumentException(message)
{
    /// <summary>What there is to choose from where one sentence cannot hold it; each safe to print.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
