namespace SquashDaemon.Configuration;

/// <summary><c>[spool]</c>: where files are, and when one is taken. Folders cannot change by a reload.</summary>
/// <param name="Folders"><c>root</c>, <c>inbox</c>, <c>outbox</c>, <c>done</c>, <c>failed</c>, <c>work</c>: full paths.</param>
internal sealed record SpoolSettings(SpoolFolders Folders)
{
    /// <summary>
    /// <c>state</c>: the folder of what the daemon remembers and tells (its log, its lock, its status).
    /// </summary>
    public string State { get; init; } = Places.State;

    /// <summary><c>on_success</c>: what becomes of an original.</summary>
    public OriginalPolicy OnSuccess { get; init; } = OriginalPolicy.Done;

    /// <summary><c>settle</c>: how long a file must stand still before it is looked at.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary><c>rescan</c>: how often the inbox is read although no event came.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// <c>rescan_network</c>: the same on a network file system, which tells of no other host's files.
    /// </summary>
    public TimeSpan RescanNetwork { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the inbox is read where nothing, or not all, is told of it.</summary>
    public TimeSpan RescanUntold => RescanNetwork < Rescan ? RescanNetwork : Rescan;

    /// <summary>
    /// <c>incomplete_timeout</c>: how long an incomplete file may stand still before it counts as cut off.
    /// </summary>
    public TimeSpan IncompleteTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// <c>require_marker</c>: a file is only taken when one of its name with this suffix is beside it; null: without.
    /// </summary>
    public string? RequireMarker { get; init; }
}
