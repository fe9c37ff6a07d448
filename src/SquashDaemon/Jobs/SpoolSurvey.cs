using System.Text.Json;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>What is in a spool, as its folders say it; whether a daemon runs or not.</summary>
/// <param name="ProcessId">The daemon that serves it; null if none does.</param>
/// <param name="Daemon">What that daemon tells; null if none runs, or if it has not told yet.</param>
/// <param name="Inbox">Files in the inbox, each with what it waits for.</param>
/// <param name="Work">Archives that are claimed.</param>
/// <param name="Failed">Archives that failed.</param>
/// <param name="Loads">What an engine made of the images in the outbox; null if that cannot be read.</param>
/// <param name="Unknown">Paths in the work folder and in failed that are not squashd's.</param>
internal sealed record SpoolSurvey(
    string? ProcessId,
    RuntimeStatus? Daemon,
    IReadOnlyList<WaitingFile> Inbox,
    IReadOnlyList<JobRecord> Work,
    IReadOnlyList<FailedImage> Failed,
    LoadSurvey? Loads,
    IReadOnlyList<string> Unknown)
{
    private const int LargestStatusBytes = 8 << 20;

    /// <summary>Looks.</summary>
    public static SpoolSurvey Of(SpoolSettings settings)
    {
        var folders = settings.Folders;
        var holder = SpoolLock.Holder(folders.Work);
        var daemon = holder is null ? null : ReadStatus(settings, holder);
        var unknown = new List<string>();
        return new SpoolSurvey(
            holder, daemon, [.. Waiting(settings, holder is not null, daemon)], [.. Claimed(folders.Work, unknown)],
            [.. FailedIn(folders.Failed, unknown)], LoadSurvey.Of(folders.Outbox), unknown);
    }

    /// <summary>The archives that failed, oldest first.</summary>
    public static IEnumerable<FailedImage> FailedIn(string folder, ICollection<string> unknown)
    {
        var failed = new List<FailedImage>();
        foreach (var (job, found) in Folders(folder, unknown))
        {
            var record = job.Read();
            if (job.ReadError() is { } error)
                failed.Add(new FailedImage(new SpoolName(job.Id), error));
            else if (FileIdentity.Of(job.Input, follow: false) is { } input)
                failed.Add(new FailedImage(new SpoolName(job.Id), new ErrorRecord(
                    record?.Id ?? "", record?.Name ?? new SpoolName(job.Id), input.ChangedAt, "unknown", "its reason is lost", 0)));
            else if (!job.IsBare && IsAtRest(job, found))
                unknown.Add(NameBytes.Show(job.Path));
        }
        return failed.OrderBy(image => image.Error.At);
    }

    private static IEnumerable<JobRecord> Claimed(string folder, List<string> unknown)
    {
        foreach (var (job, found) in Folders(folder, unknown))
        {
            var record = job.Read();
            // A claim makes the folder before the record, and may have made that just now.
            if (record is null && job.IsBare)
                continue;
            record ??= job.Read();
            if (record is not null)
                yield return record;
            else if (IsAtRest(job, found))
                unknown.Add(NameBytes.Show(job.Path));
        }
    }

    private static IEnumerable<(JobFolder Job, FileIdentity Found)> Folders(string folder, ICollection<string> unknown)
    {
        foreach (var name in Names(folder).Where(name => !name.StartsWith('.')))
        {
            var path = Path.Combine(folder, name);
            // What is gone was there a moment ago: a daemon works on.
            if (FileIdentity.Of(path, follow: false) is not { } found)
                continue;
            if (found.IsDirectory)
                yield return (new JobFolder(path), found);
            else
                unknown.Add(NameBytes.Show(path));
        }
    }

    // A folder that went, or came anew, while it was looked at was read half from one job and half from another.
    private static bool IsAtRest(JobFolder job, FileIdentity found) => FileIdentity.Of(job.Path, follow: false) == found;

    private static IEnumerable<WaitingFile> Waiting(SpoolSettings settings, bool isServed, RuntimeStatus? daemon)
    {
        var told = (daemon?.Waiting ?? []).ToDictionary(file => file.Name.Text, StringComparer.Ordinal);
        var untold = (isServed, told.Count) switch
        {
            (false, _) => "no squashd serves this inbox; start one with squashd run",
            (true, < SpoolStatus.MostWaiting) => "it waits for its turn",
            _ => $"it is not known what it waits for: squashd tells of {SpoolStatus.MostWaiting} files at most",
        };
        foreach (var name in Names(settings.Folders.Inbox))
        {
            if (IgnoreList.Reason(name, settings.RequireMarker) is { } ignored)
                yield return new WaitingFile(new SpoolName(name), WaitState.Ignored, ignored);
            else if (told.TryGetValue(name, out var file))
                yield return file;
            else if (FileIdentity.Of(Path.Combine(settings.Folders.Inbox, name), follow: false) is { } identity)
                yield return FileKind.Refusal(identity) is { } refusal
                    ? new WaitingFile(new SpoolName(name), WaitState.Ignored, refusal)
                    : new WaitingFile(
                        new SpoolName(name), WaitState.Ready, untold);
        }
    }

    private static List<string> Names(string folder)
    {
        if (FileIdentity.Of(folder) is null)
            return [];
        var names = DirectoryListing.Names(folder);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static RuntimeStatus? ReadStatus(SpoolSettings settings, string holder)
    {
        try
        {
            return SmallFile.Read(RuntimeStatus.PathOf(settings), LargestStatusBytes) is { } content
                && JsonSerializer.Deserialize(content, JobsJson.Default.RuntimeStatus) is { } status
                && RealPath.Of(status.Work) == RealPath.Of(settings.Folders.Work) && $"{status.ProcessId}" == holder ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
