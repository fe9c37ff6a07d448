using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>Takes one file from the inbox, or one job that waits, through to its end.</summary>
internal sealed class Worker(InboxFile? file, Job? job, JobProgress progress)
{
    /// <summary>The file in the inbox that it began with; null if it began with a job.</summary>
    public InboxFile? File { get; } = file;

    /// <summary>The job; null while the file is not taken.</summary>
    public Job? Job { get; private set; } = job;

    /// <summary>What became of the file, if it was not taken.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>How far it is.</summary>
    public JobProgress Progress { get; } = progress;

    /// <summary>Runs to the end; no exception gets out but of a fault of ours.</summary>
    public async Task<JobEnd> RunAsync(WorkerTools tools, CancellationToken cancellationToken)
    {
        if (Job is not null)
            return await tools.Runner.RunAsync(Job, Progress, cancellationToken).ConfigureAwait(false);
        try
        {
            if (TryTake(tools, cancellationToken) is not { } reason)
                return new JobEnd(JobOutcome.NotTaken);
            return reason.Length > 0
                ? tools.Runner.Fail(Job!, "truncated", reason)
                : await tools.Runner.RunAsync(Job!, Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new JobEnd(JobOutcome.NotTaken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Perhaps of this file alone, so that others go on; a disk that is full, read-only or gone is everybody's.
            var kind = Trouble.Of(error, isNetwork: false);
            var isShared = kind == TroubleKind.Room || error.HResult is Errno.ReadOnlyFileSystem or Errno.NotConnected or Errno.NotDirectory;
            Verdict = new Verdict(
                isShared ? WaitState.Settling : WaitState.Unreadable, $"it cannot be taken: {Trouble.Text(error)}; it is tried again");
            return new JobEnd(JobOutcome.NotTaken)
            {
                Trouble = isShared ? kind : null,
                Reason = Trouble.Text(error),
            };
        }
    }

    /// <summary>The end of what a fault of ours cut short: it is tried again, but not at once.</summary>
    public JobEnd Break(DateTimeOffset nextTry)
    {
        const string Reason = "a fault of squashd cut it short; it is tried again";
        if (Job is null)
        {
            Verdict = new Verdict(WaitState.Unreadable, Reason);
            return new JobEnd(JobOutcome.NotTaken);
        }
        Job.Record = Job.Record with { NextTry = nextTry };
        return new JobEnd(JobOutcome.Deferred) { Reason = Reason };
    }

    /// <summary>Judges the file and claims it: null if it is not taken, else why it fails at once, or nothing.</summary>
    private string? TryTake(WorkerTools tools, CancellationToken cancellationToken)
    {
        Progress.Enter(JobStage.Judging);
        Verdict = tools.Gate.Judge(File!, out var opened, cancellationToken);
        JobLog.LookedAt(tools.Log, NameBytes.Show(File!.Name), Verdict.Reason.Length == 0 ? "it is complete" : Verdict.Reason);
        using (opened)
        {
            if (Verdict.State != WaitState.Ready)
                return null;
            tools.Guard.Check();
            var now = tools.Time.GetUtcNow();
            if (Claim.Take(opened!, File!.Name, tools.Settings.Spool, now) is not { } claim)
            {
                Verdict = new Verdict(WaitState.Settling, "it has gone");
                return null;
            }
            Job = new Job(claim.Folder, claim.Record);
            JobLog.Claimed(tools.Log, Job.Shown, opened!.Identity.Size);
            return Verdict.IsCutOff ? $"it is cut off: {Verdict.Reason}; nobody has written to it for {tools.Settings.Spool.IncompleteTimeout}" : "";
        }
    }
}
