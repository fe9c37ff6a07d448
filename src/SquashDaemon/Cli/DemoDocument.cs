namespace SquashDaemon.Cli;

/// <summary>What <c>demo --json</c> prints.</summary>
/// <param name="Output">The archive.</param>
/// <param name="Names">The names of the image in it.</param>
internal sealed record DemoDocument(string Output, IReadOnlyList<string> Names);
