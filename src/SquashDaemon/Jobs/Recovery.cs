using Microsoft.Extensions.Logging;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Finishes what a killed or stopped daemon left in the work folder, each from where it was.</summary>
internal sealed class Recovery(LiveSettings live, TimeProvider time, Outbox outbox, Completion completion, JobRunner runner)
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    /// <summary>The jobs that are to be run, oldest claim first; the others are finished then.</summary>
    public List<Job> Recover(DaemonStatus status, ILogger log)
    {
        var folders = live.Current.Spool.Folders;
        var jobs = new List<Job>();
        foreach (var name in DirectoryListing.Names(folders.Work).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(folders.Work, name);
            status.Tick();
            if (name.StartsWith('.'))
                continue;
            if (FileIdentity.Of(path, follow: false) is not { IsDirectory: true })
                JobLog.Unknown(log, NameBytes.Show(path));
            else if (Recover(new JobFolder(path), log) is { } job)
                jobs.Add(job);
        }
        RemoveOrphans(jobs.Select(job => job.Record.Id).ToHashSet(StringComparer.Ordinal), log);
        return jobs;
    }

    private Job? Recover(JobFolder folder, ILogger log)
    {
        try
        {
            if (folder.ReadError() is { } error)
            {
                Quarantine.Finish(folder, error, live.Current.Spool.Folders.Failed);
                return null;
            }
            var record = folder.Read();
            var found = FileIdentity.Of(folder.Input, follow: false);
            if (record is { Phase: JobPhase.Claimed } && found is { } half && IsInInbox(half, record) && Durable.Remove(folder.Input))
                found = null;
            if (found is { } input && !IsTheClaimed(input, record))
            {
                InboxReturn.Move(folder, live.Current.Spool.Folders.Inbox, record?.Name.Text ?? NameOf(folder), marker: null);
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
        catch (IOException error)
        {
            JobLog.NotRecovered(log, NameBytes.Show(folder.Path), Trouble.Text(error));
            return Postpone(folder);
        }
    }

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
            if (folder.Read() is not { } record || FileIdentity.Of(folder.Input, follow: false) is null)
                return null;
            return new Job(folder, record.Phase == JobPhase.Published ? record : record with { Phase = JobPhase.Claimed });
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void RemoveOrphans(HashSet<string> known, ILogger log)
    {
        try
        {
            outbox.RemoveOrphans(known, time.GetUtcNow() - OrphanAge);
        }
        catch (IOException error)
        {
            JobLog.NotTidied(log, NameBytes.Show(live.Current.Spool.Folders.Outbox), Trouble.Text(error));
        }
    }

    private Job? Recover(Job job, bool hasInput, ILogger log)
    {
        var record = job.Record;
        if (record.Phase == JobPhase.Publishing && outbox.Has(record.Output!))
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
            return Suspect(job, log);
        if (record.Phase == JobPhase.Publishing)
            job.Note(record with { Phase = JobPhase.Claimed });
        return job;
    }

    /// <summary>The daemon died in an attempt at it; perhaps of it.</summary>
    private Job? Suspect(Job job, ILogger log)
    {
        job.Note(job.Record with { Phase = JobPhase.Deferred, Crashes = job.Record.Crashes + 1, Reason = "squashd died while it squashed it" });
        JobLog.Suspected(log, job.Shown, job.Record.Crashes);
        if (job.Record.Crashes < live.Current.Retry.MaxCrashes)
            return job;
        var end = runner.Fail(job, "crashed", $"squashd died {job.Record.Crashes} times while it squashed it");
        return end.Outcome == JobOutcome.Failed ? null : job;
    }
}
