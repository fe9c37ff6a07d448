using SquashDaemon.Configuration;

namespace SquashDaemon.Spool;

/// <summary>
/// Judges the files of the inbox at each scan: a file is ready when its size and times have stood still and it is
/// complete. Time is measured by a clock that no one can set.
/// </summary>
/// <param name="settings">How long to wait.</param>
/// <param name="time">The clock.</param>
/// <param name="missing">What an archive lacks to be complete; null if nothing.</param>
internal sealed class InboxWatch(DaemonSettings settings, TimeProvider time, Func<InputFile, string?> missing)
{
    private readonly Dictionary<string, (FileIdentity Identity, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>The files of the inbox, oldest first, each with its state.</summary>
    public IReadOnlyList<(string Path, Readiness Readiness)> Scan()
    {
        var files = new DirectoryInfo(settings.Spool.Folders.Inbox).GetFiles()
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        var names = files.Select(file => file.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _seen.Keys.Where(path => !names.Contains(path)).ToList())
            _seen.Remove(gone);
        return [.. files.Select(file => (file.FullName, Judge(file.FullName)))];
    }

    private Readiness Judge(string path)
    {
        if (IgnoreList.Has(Path.GetFileName(path)))
            return new Readiness(ReadinessState.Ignored, "its name says that it is not finished");
        try
        {
            using var file = InputFile.Open(path, follow: false);
            return file.Identity.IsRegular
                ? Judge(path, file)
                : new Readiness(ReadinessState.Ignored, "it is not a regular file");
        }
        catch (IOException error) when (error.HResult == Errno.Loop)
        {
            return new Readiness(ReadinessState.Ignored, "it is a symbolic link");
        }
        catch (IOException error)
        {
            return new Readiness(ReadinessState.Incomplete, error.Message);
        }
    }

    private Readiness Judge(string path, InputFile file)
    {
        if (!_seen.TryGetValue(path, out var seen) || seen.Identity != file.Identity)
        {
            _seen[path] = (file.Identity, time.GetTimestamp());
            return new Readiness(ReadinessState.Settling, "it has only just been written to");
        }
        var still = time.GetElapsedTime(seen.Since);
        if (still < settings.Spool.Settle)
            return new Readiness(ReadinessState.Settling, "it has only just been written to");
        if (missing(file) is not { } reason)
            return new Readiness(ReadinessState.Ready, "");
        // What nobody has written to since long before we came will not be completed either.
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(file.Identity.ModifiedNanoseconds / 1_000_000);
        return still < settings.Spool.IncompleteTimeout && age < settings.Spool.IncompleteTimeout
            ? new Readiness(ReadinessState.Incomplete, $"it is not complete: {reason}")
            : new Readiness(ReadinessState.CutOff, reason);
    }
}
