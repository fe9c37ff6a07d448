using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>The engine as the daemon uses it.</summary>
internal static class SquashEngine
{
    /// <summary>The engine, with scratch files in a folder.</summary>
    public static Engine Squash(string scratchFolder) => (input, output, settings, progress, cancellationToken) =>
        new Squasher(SquashMapping.Of(settings, settings.Scratch ?? scratchFolder)).Squash(input.Handle, output, progress, cancellationToken);

    /// <summary>What an archive lacks to be complete; null if nothing.</summary>
    public static string? Missing(InputFile input, DaemonSettings settings, CancellationToken cancellationToken) =>
        Completeness.Of(input.Handle, settings.ScratchFolder, cancellationToken) is { IsComplete: false } incomplete
            ? incomplete.Reason
            : null;
}
