using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>The engine as the daemon uses it.</summary>
internal static class SquashEngine
{
    /// <summary>The engine, with scratch files and limits as the configuration says when a job begins.</summary>
    public static Engine Squash(LiveSettings live) => (input, output, settings, progress, cancellationToken) =>
        new Squasher(SquashMapping.Of(settings, settings.Scratch ?? live.Current.ScratchFolder) with
        {
            TableBytes = live.Current.Limits.MemoryBytes,
            MaxUncompressedBytes = live.Current.Limits.MaxUncompressedBytes,
        }).Squash(input.Handle, output, progress, cancellationToken);

    /// <summary>What an archive lacks to be complete; null if nothing.</summary>
    public static string? Missing(InputFile input, DaemonSettings settings, CancellationToken cancellationToken) =>
        Completeness.Of(
            input.Handle, settings.ScratchFolder, settings.Limits.MaxUncompressedBytes, cancellationToken) is { IsComplete: false } incomplete
            ? incomplete.Reason
            : null;
}
