namespace SquashDaemon.Cli;

/// <summary>What <c>check</c> found, as JSON.</summary>
/// <param name="ExitCode">What the process ends with.</param>
/// <param name="Findings">Everything that was looked at.</param>
/// <param name="Settings">The configuration, with <c>--print-config</c>.</param>
internal sealed record CheckDocument(
    int ExitCode, IReadOnlyList<FindingDocument> Findings, IReadOnlyList<SettingDocument>? Settings);
