namespace SquashDaemon.Cli;

/// <summary>What <c>completion --json</c> prints.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="Script">The script for it.</param>
internal sealed record CompletionDocument(string Shell, string Script);
