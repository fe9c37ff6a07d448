using Squash;

namespace SquashDaemon.Cli;

/// <summary>What <c>squash --json</c> prints.</summary>
/// <param name="Output">The flat archive.</param>
/// <param name="Report">What it holds.</param>
internal sealed record SquashDocument(string Output, SquashReport Report);
