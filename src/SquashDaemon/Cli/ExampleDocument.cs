namespace SquashDaemon.Cli;

/// <summary>What <c>check --example --json</c> prints.</summary>
/// <param name="Example">The example configuration.</param>
internal sealed record ExampleDocument(string Example);
