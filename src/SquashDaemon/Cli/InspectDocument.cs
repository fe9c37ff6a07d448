using Squash;

namespace SquashDaemon.Cli;

/// <summary>What <c>inspect --json</c> prints.</summary>
/// <param name="Archive">The archive.</param>
/// <param name="Report">What it holds and costs.</param>
internal sealed record InspectDocument(string Archive, InspectReport Report);
