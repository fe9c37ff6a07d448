using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// Brings one claimed archive as far as it goes now: to done, to failed, back to the inbox, or to a later attempt. What it
/// decides is durable before it is done; no exception gets out.
/// </summary>
internal sealed class JobRunner(
    LiveSettings live, TimeProvider time, FolderGuard guard, Attempt attempt, Completion completion, ILogger log)
{
    /// <summary>Runs a job.</summary>
    public async Task<JobEnd> RunAsync(Job job, JobProgress progress, CancellationToken cancellationToken)
    {
        var settings = live.Current;
        try
        {
            guard.Check();
            if (job.Record.Phase != JobPhase.Published)
            {
                if (IsGone(job))
                    return Miss(job, settings);
                if (job.Failure is { } failure)
                    return Fail(job, failure.Kind, failure.Error);
                if (job.Record.Crashes >= settings.Retry.MaxCrashes)
                    return Fail(job, "crashed", $"squashd died {job.Record.Crashes} times while it squashed it");
                Claim.Complete(job.Folder, job.Record, settings.Spool);
                if (LackOfRoom(job, settings) is { } lack)
                    return lack;
                job.Note(job.Record with { Phase = JobPhase.Running, Attempts = job.Record.Attempts + 1, NextTry = null });
                await SquashAsync(job, settings, progress, cancellationToken).ConfigureAwait(false);
            }
            progress.Enter(JobStage.Publishing);
            guard.Check();
            completion.Finish(job, settings.Spool);
            return new JobEnd(JobOutcome.Done) { Report = job.Report };
        }
        catch (OperationCanceledException)
        {
            job.TryNote(job.Record with { Phase = JobPhase.Claimed, Attempts = job.Record.Attempts - 1 });
            return new JobEnd(JobOutcome.Stopped) { Reason = "the daemon stops" };
        }
        catch (Exception error)
        {
            return Judge(job, error, settings);
        }
    }

    /// <summary>Puts a job into failed with its reason.</summary>
    public JobEnd Fail(Job job, string kind, string reason)
    {
        var folders = live.Current.Spool.Folders;
        try
        {
            guard.Check();
            var error = new ErrorRecord(
                job.Record.Id, job.Record.Name, time.GetUtcNow(), kind, reason, job.Record.Attempts);
            return new JobEnd(JobOutcome.Failed)
            {
                Reason = reason,
                FailedFolder = Quarantine.Move(job.Folder, error, folders.Failed).Path,
            };
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // It fails again when the folders can be used again.
            return Defer(job, TroubleKind.Environment, Trouble.Text(trouble), live.Current.Retry);
        }
    }

    private async Task SquashAsync(Job job, DaemonSettings settings, JobProgress progress, CancellationToken cancellationToken) =>
        await Pipeline(job, settings).ExecuteAsync(
            token =>
            {
                attempt.Run(job, settings, progress, token);
                return ValueTask.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Short troubles: tried again at once, from the start and by a fresh look at the file's name.</summary>
    private ResiliencePipeline Pipeline(Job job, DaemonSettings settings)
    {
        var isNetwork = IsNetwork(settings);
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.Retry.ShortRetries,
                Delay = settings.Retry.ShortDelay,
                MaxDelay = TimeSpan.FromSeconds(10),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } error and not OperationCanceledException
                    && job.Record.Phase != JobPhase.Published
                    && Trouble.Of(error, isNetwork) is TroubleKind.Instant or TroubleKind.Transient),
                OnRetry = arguments =>
                {
                    JobLog.Retrying(
                        log, job.Shown, Trouble.Text(arguments.Outcome.Exception!), Math.Round(arguments.RetryDelay.TotalSeconds, 2));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private JobEnd Judge(Job job, Exception error, DaemonSettings settings)
    {
        var reason = Trouble.Text(error);
        switch (error)
        {
            case InputChangedException:
                return GiveBack(job, settings);
            case SidecarException or ChoiceException or FormatException:
                return Fail(job, "options", reason);
            default:
                break;
        }
        var kind = Trouble.Of(error, IsNetwork(settings));
        var attempts = kind == TroubleKind.Stubborn ? Math.Min(Trouble.StubbornAttempts, settings.Retry.Attempts) : settings.Retry.Attempts;
        switch (kind)
        {
            case TroubleKind.Refused:
                return Fail(job, "refused", reason);
            case TroubleKind.Fault:
                JobLog.Fault(log, error, job.Shown);
                return Fail(job, "bug", reason);
            case TroubleKind.Room or TroubleKind.Environment:
                return IsExpired(job, settings.Retry) && job.Record.Phase != JobPhase.Published
                    ? Fail(job, "expired", $"{reason}; it has waited since {job.Record.HeldSince:u}")
                    : Defer(job, kind, reason, settings.Retry);
            default:
                return job.Record.Attempts >= attempts && job.Record.Phase != JobPhase.Published
                    ? Fail(job, kind == TroubleKind.Denied ? "denied" : "io", reason)
                    : Defer(job, kind, reason, settings.Retry);
        }
    }

    private JobEnd GiveBack(Job job, DaemonSettings settings)
    {
        const string reason = "it was written to while it was read";
        try
        {
            // Its marker came too early.
            Release.Into(settings.Spool.Folders.Inbox, job.Folder, job.Record.Name.Text, marker: null);
            return new JobEnd(JobOutcome.PutBack) { Reason = reason };
        }
        // It is there; what is left of its folder is a recovery's. A look that fails is none.
        catch (IOException) when (IsGone(job))
        {
            return new JobEnd(JobOutcome.PutBack) { Reason = reason };
        }
        catch (IOException trouble)
        {
            return Defer(job, TroubleKind.Environment, Trouble.Text(trouble), settings.Retry);
        }
    }

    private static bool IsGone(Job job) => FileIdentity.Of(job.Folder.Input, follow: false) is null;

    /// <summary>Somebody has taken its folder away, or the whole work folder; who brings it back in time has lost nothing.</summary>
    private JobEnd Miss(Job job, DaemonSettings settings)
    {
        const string reason = "it is not in the work folder any more";
        return IsExpired(job, settings.Retry)
            ? new JobEnd(JobOutcome.Failed) { Reason = reason }
            : WaitAlone(job, reason, settings);
    }

    /// <summary>Lets a job wait; what is not its own fault burns no attempt, but does not wait for ever.</summary>
    private JobEnd Defer(Job job, TroubleKind kind, string reason, RetrySettings settings)
    {
        var now = time.GetUtcNow();
        var isHeld = kind is TroubleKind.Room or TroubleKind.Environment;
        var record = job.Record;
        var needed = kind == TroubleKind.Room ? Math.Max(record.NeededBytes, job.WrittenBytes) : record.NeededBytes;
        job.TryNote(record with
        {
            Phase = record.Phase == JobPhase.Published ? JobPhase.Published : JobPhase.Deferred,
            Attempts = isHeld && record.Phase is JobPhase.Running or JobPhase.Publishing ? record.Attempts - 1 : record.Attempts,
            NextTry = isHeld ? null : now + RetrySchedule.After(record.Attempts, settings, Random.Shared.NextDouble()),
            HeldSince = isHeld ? record.HeldSince ?? now : null,
            NeededBytes = needed,
            Reason = reason,
        });
        return new JobEnd(JobOutcome.Deferred)
        {
            Trouble = kind,
            Reason = reason,
            FreeBytes = isHeld ? FreeBytes(live.Current) : null,
            NeededBytes = needed,
        };
    }

    /// <summary>
    /// Before anything is written: an output is hardly larger than its input, and one that met a full disk needs more than
    /// it had. Such a job waits alone; smaller ones pass.
    /// </summary>
    private JobEnd? LackOfRoom(Job job, DaemonSettings settings)
    {
        var needed = Math.Max(job.Record.NeededBytes, job.Record.Input.Size) + settings.Limits.MinFreeBytes;
        if (FreeBytes(settings) is not { } free || free >= needed)
            return null;
        var reason = $"it needs {needed} bytes in the outbox, where {free} are free";
        if (IsExpired(job, settings.Retry))
            return Fail(job, "expired", $"{reason}; it has waited since {job.Record.HeldSince:u}");
        return WaitAlone(job, reason, settings) with { NeededBytes = needed };
    }

    private JobEnd WaitAlone(Job job, string reason, DaemonSettings settings)
    {
        var now = time.GetUtcNow();
        job.TryNote(job.Record with
        {
            Phase = JobPhase.Deferred,
            HeldSince = job.Record.HeldSince ?? now,
            Reason = reason,
            NextTry = now + RetrySchedule.Hold(1, settings.Retry),
        });
        return new JobEnd(JobOutcome.Deferred) { Reason = reason };
    }

    private bool IsExpired(Job job, RetrySettings settings) =>
        job.Record.HeldSince is { } since && time.GetUtcNow() - since > settings.MaxDefer;

    private static long? FreeBytes(DaemonSettings settings)
    {
        try
        {
            return FileSystem.Of(settings.Spool.Folders.Outbox).FreeBytes;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsNetwork(DaemonSettings settings)
    {
        try
        {
            return FileSystem.Of(settings.Spool.Folders.Work).IsNetwork || FileSystem.Of(settings.Spool.Folders.Outbox).IsNetwork;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
