using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Keeps <c>min_free</c> while an output is written, whose size nobody knows before.</summary>
internal static class OutboxRoom
{
    /// <summary>An engine for which the outbox is full where less than that would stay free.</summary>
    public static Engine Keep(Engine squash, LiveSettings live) => (input, output, settings, progress, cancellationToken) =>
    {
        if (output is PartStream part)
            part.Stretched = () => Check(live.Current);
        var report = squash(input, output, settings, progress, cancellationToken);
        output.Flush();
        Check(live.Current);
        return report;
    };

    private static void Check(DaemonSettings settings)
    {
        var kept = settings.Limits.MinFreeBytes;
        if (kept > 0 && FileSystem.Of(settings.Spool.Folders.Outbox).FreeBytes is var free && free < kept)
            throw new IOException($"only {free} bytes are left in the outbox, where {kept} stay free (min_free)", Errno.NoSpace);
    }
}
