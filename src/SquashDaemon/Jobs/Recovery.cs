using Microsoft.Extensions.Logging;
using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// Finishes what a killed or stopped daemon left in the work folder, each from where it was. What cannot be used now is left
/// for the next call. Used by one thread.
/// </summary>
internal sealed class Recovery(LiveSettings live, TimeProvider time, FolderGuard guard, Outbox outbox, Completion completion)
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    // What there was before anything was taken; null: that is not known yet.
    private List<string>? _left;
    private long? _triedAt;

    /// <summary>Whether it is known what was left, so that something may be taken.</summary>
    public bool HasBegun => _left is not null;

    /// <summary>Whether nothing is left.</summary>
    public bool IsOver => _left is { Count: 0 };

    /// <summary>
    /// The jobs that are to be run, oldest claim first; the others are finished then. A call too soon after the last does
    /// nothing.
    /// </summary>
    public List<Job> Recover(DaemonStatus status, ILogger log)
    {
        var jobs = new List<Job>();
        if (IsOver || (_triedAt is { } before && time.GetElapsedTime(before) < Pause))
            return jobs;
        _triedAt = time.GetTimestamp();
        var isFirst = _left is null;
        _left ??= Begin(log);
        if (_left is null)
            return jobs;
        foreach (var name in _left.ToList())
        {
            status.Tick();
            if (TryRecover(Path.Combine(live.Current.Spool.Folders.Work, name), log, out var job))
                _left.Remove(name);
            if (job is not null)
                jobs.Add(job);
        }
        if (isFirst)
        {
            var known = jobs.Select(job => job.Record.Id).Concat(_left).ToHashSet(StringComparer.Ordinal);
            Tidy(live.Current.Spool.Folders.Outbox, () => outbox.RemoveOrphans(known, time.GetUtcNow() - OrphanAge), log);
            Tidy(live.Current.ScratchFolder, RemoveScratch, log);
        }
        return jobs;
    }

    private List<string>? Begin(ILogger log)
    {
        var work = live.Current.Spool.Folders.Work;
        try
        {
            guard.Check();
            return [.. DirectoryListing.Names(work).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (IOException error)
        {
            Tell(log, work, error);
            return null;
        }
    }

    /// <summary>Whether it is finished, or a job again.</summary>
    private bool TryRecover(string path, ILogger log, out Job? job)
    {
        job = null;
        try
        {
            guard.Check();
            if (FileIdentity.Of(path, follow: false) is { IsDirectory: true })
                job = Recover(new JobFolder(path), log);
            else
                JobLog.Unknown(log, NameBytes.Show(path));
            return true;
        }
        catch (IOException error)
        {
            Tell(log, path, error);
            job = Postpone(new JobFolder(path));
            return job is not null;
        }
    }

    private void Tell(ILogger log, string path, IOException error)
    {
        if (_told.Add(path))
            JobLog.NotRecovered(log, NameBytes.Show(path), Trouble.Text(error));
    }

    private Job? Recover(JobFolder folder, ILogger log)
    {
        var record = folder.Read();
        var found = FileIdentity.Of(folder.Input, follow: false);
        if (folder.ReadError() is { } error && !IsOut(record))
        {
            if (record is not null && found is not null)
                return new Job(folder, record) { Failure = error };
            Quarantine.Finish(folder, error, live.Current.Spool.Folders.Failed);
            return null;
        }
        if (record is { Phase: JobPhase.Claimed } && found is { } half && IsInInbox(half, record) && Durable.Remove(folder.Input))
            found = null;
        if (found is { } input && !IsTheClaimed(input, record))
        {
            Release.Into(live.Current.Spool.Folders.Inbox, folder, record?.Name.Text ?? NameOf(folder), marker: null);
            return null;
        }
        if (record is not null)
            return Recover(new Job(folder, record), found is not null, log);
        if (found is null)
        {
            folder.Remove();
            return null;
        }
        var job = new Job(folder, new JobRecord(folder.Id, new SpoolName(NameOf(folder)), time.GetUtcNow()));
        job.Note(job.Record with { Input = InputRecord.Of(found.Value) });
        return job;
    }

    /// <summary>Whether its output is in the outbox: then it has not failed, whatever stood in its way before.</summary>
    private bool IsOut(JobRecord? record) =>
        record is { Phase: JobPhase.Published } || (record is { Phase: JobPhase.Publishing } && outbox.Has(record.Output!));

    private static string NameOf(JobFolder folder) => $"recovered-{folder.Id}.tar";

    /// <summary>Where a rename takes a link and an unlink, the daemon may have died between the two.</summary>
    private bool IsInInbox(FileIdentity input, JobRecord record) =>
        FileIdentity.Of(Path.Combine(live.Current.Spool.Folders.Inbox, record.Name.Text), follow: false) is { } other
        && other.IsSameFile(input);

    /// <summary>
    /// Whether what was moved is what had been judged. Another file may have come to its name just before, and the daemon
    /// died before it saw that.
    /// </summary>
    private static bool IsTheClaimed(FileIdentity input, JobRecord? record) =>
        record is { Phase: not JobPhase.Claimed }
        || (FileKind.Refusal(input) is null && (record is null || record.Input.Inode == input.Inode));

    /// <summary>
    /// A folder that cannot be used now holds the jobs, as it would in mid-run: each goes on from what is remembered of it.
    /// </summary>
    private static Job? Postpone(JobFolder folder)
    {
        try
        {
            if (folder.Read() is not { } record)
                return null;
            if (record.Phase == JobPhase.Published)
                return new Job(folder, record);
            return FileIdentity.Of(folder.Input, follow: false) is not null
                ? new Job(folder, record with { Phase = JobPhase.Claimed })
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Tidy(string folder, Action tidy, ILogger log)
    {
        try
        {
            guard.Check();
            tidy();
        }
        catch (IOException error)
        {
            JobLog.NotTidied(log, NameBytes.Show(folder), Trouble.Text(error));
        }
    }

    /// <summary>Scratch files have a name for a moment only, and whoever died in it left one.</summary>
    private void RemoveScratch()
    {
        var folder = live.Current.ScratchFolder;
        foreach (var name in DirectoryListing.Names(folder).Where(name => name.StartsWith('.') && name.EndsWith(SquashOptions.ScratchSuffix, StringComparison.Ordinal)))
            Durable.Remove(Path.Combine(folder, name));
    }

    private Job? Recover(Job job, bool hasInput, ILogger log)
    {
        var record = job.Record;
        if (record.Phase == JobPhase.Publishing && IsOut(record))
            job.Note(record = record with { Phase = JobPhase.Published });
        outbox.RemoveParts(record.Id);
        if (record.Phase == JobPhase.Published)
        {
            completion.Finish(job, live.Current.Spool);
            JobLog.Finished(log, job.Shown);
            return null;
        }
        if (!hasInput)
        {
            // The claim was announced and did not happen, so the archive is still in the inbox.
            job.Folder.Remove();
            return null;
        }
        if (record.Phase == JobPhase.Running)
        {
            // The daemon died in an attempt at it; perhaps of it.
            job.Note(record with { Phase = JobPhase.Deferred, Crashes = record.Crashes + 1, Reason = "squashd died while it squashed it" });
            JobLog.Suspected(log, job.Shown, job.Record.Crashes);
        }
        if (record.Phase == JobPhase.Publishing)
            job.Note(record with { Phase = JobPhase.Claimed });
        return job;
    }
}
