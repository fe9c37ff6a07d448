using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// The daemon's life: recover, then look at the inbox, hand out work and take in how it ended. One thread decides; workers
/// only work.
/// </summary>
internal sealed class SpoolLoop(LiveSettings live, DaemonStatus status, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(Worker Worker, JobEnd End)> _ends = new();
    private readonly HashSet<Worker> _running = [];
    private readonly JobQueue _queue = new(live, time);
    private readonly Hold _hold = new(time);
    private bool _hasFailures;

    // While something is held, one job at a time tries whether it still is.
    private bool CanStart => !_hold.IsClosed && _running.Count < (_hold.IsProbing ? 1 : live.Current.Limits.Workers);

    /// <summary>The lock on the spool; the tests have none.</summary>
    public SpoolLock? Lock { get; init; }

    /// <summary>Squashes; the tests have others.</summary>
    public Engine Engine { get; init; } = SquashEngine.Squash(live);

    /// <summary>What an archive lacks to be complete; the tests have others.</summary>
    public Func<InputFile, DaemonSettings, CancellationToken, string?> Missing { get; init; } = SquashEngine.Missing;

    /// <summary>Runs until it is cancelled, or with <c>--drain</c> until nothing is left.</summary>
    public async Task<SpoolEnd> RunAsync(CancellationToken cancellationToken)
    {
        var folders = live.Current.Spool.Folders;
        var (outbox, kept) = (new Outbox(folders.Outbox), new KeptFiles(folders.Done, folders.Outbox));
        var completion = new Completion(outbox, kept);
        var guard = new FolderGuard(folders, Lock);
        var runner = new JobRunner(live, time, guard, new Attempt(outbox, OutboxRoom.Keep(Engine, live), guard, time, log), completion, log);
        var recovery = new Recovery(live, time, guard, outbox, completion);
        var inbox = new Inbox(live, time, kept);
        using var lookout = new Lookout(live, time, inbox, guard, log);
        var told = new SpoolStatus(live, time, status, log);
        JobLog.Started(log, Printable.Text(folders.Inbox), Printable.Text(folders.Outbox));
        var hook = new Hook(live, time, log);
        var isDrained = false;
        while (!cancellationToken.IsCancellationRequested || _running.Count > 0)
        {
            TakeIn(inbox, lookout, told);
            if (!cancellationToken.IsCancellationRequested)
            {
                foreach (var job in recovery.Recover(status, log))
                    _queue.Add(job);
                // Nothing may be taken until it is known what is in hand already.
                if (recovery.HasBegun)
                {
                    lookout.ScanIfDue();
                    Start(inbox, lookout, (guard, runner, hook), cancellationToken);
                }
            }
            status.IsIdle = _running.Count == 0;
            var isTold = told.Tell(inbox, lookout, _queue, (_hold, _running));
            if (!status.IsReady)
                status.Ready();
            // Stopped before it knew what there is, it has drained nothing.
            isDrained = live.Current.IsDrain && (recovery.HasBegun || !cancellationToken.IsCancellationRequested)
                && IsDrained(inbox, lookout, recovery, cancellationToken.IsCancellationRequested);
            if (isDrained)
                break;
            await WaitAsync((inbox, lookout), recovery, isTold, cancellationToken).ConfigureAwait(false);
        }
        told.Hurry();
        told.Tell(inbox, lookout, _queue, (_hold, _running));
        return !isDrained ? SpoolEnd.Stopped : _hasFailures ? SpoolEnd.Failed : SpoolEnd.Drained;
    }

    private async Task WaitAsync((Inbox Inbox, Lookout Lookout) of, Recovery recovery, bool isTold, CancellationToken cancellationToken)
    {
        if (!_ends.IsEmpty)
            return;
        var lookout = of.Lookout;
        // Asked once: a stop that comes meanwhile ends the pause.
        var isStopping = cancellationToken.IsCancellationRequested;
        var pause = isStopping || !recovery.HasBegun ? Heartbeat : Pause(of.Inbox, lookout, recovery, isTold);
        // Timers count whole milliseconds, and one that rang too early would only be set again.
        using var limit = new CancellationTokenSource(pause + TimeSpan.FromMilliseconds(1), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, isStopping ? CancellationToken.None : cancellationToken);
        Task wake = lookout.Wake.WaitToReadAsync(both.Token).AsTask();
        await wake.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (lookout.Wake.TryRead(out _))
        {
        }
        foreach (var worker in _running.Where(worker => worker.Progress.Stage != JobStage.Squashing))
            status.Tick();
    }

    /// <summary>How long nothing need be done, if nobody rings.</summary>
    private TimeSpan Pause(Inbox inbox, Lookout lookout, Recovery recovery, bool isTold)
    {
        var pause = lookout.Pause;
        // What a worker cannot show by figures is still no reason to take us for dead.
        if ((_running.Count > 0 || !isTold || !recovery.IsOver) && pause > Heartbeat)
            pause = Heartbeat;
        if (_hold.IsClosed)
        {
            var most = _hold.Kind == TroubleKind.Room && _hold.Left > 5 * Heartbeat ? 5 * Heartbeat : _hold.Left;
            pause = pause < most ? pause : most;
            return pause > Heartbeat / 5 ? pause : Heartbeat / 5;
        }
        // One that is due and finds no worker waits for the end of another, which rings.
        if (CanStart && _queue.NextTry is { } next && next - time.GetUtcNow() < pause)
            pause = next - time.GetUtcNow();
        // Held when work was handed out, and not any more.
        if (CanStart && (_queue.HasDue || inbox.ReadyCount > 0))
            pause = TimeSpan.Zero;
        return pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Hands out what can be run now.</summary>
    private void Start(Inbox inbox, Lookout lookout, (FolderGuard Guard, JobRunner Runner, Hook Hook) with, CancellationToken cancellationToken)
    {
        var settings = live.Current;
        NoticeRoom(settings.Spool.Folders.Outbox);
        while (CanStart)
        {
            var job = _queue.Take(isLast: false);
            var file = job is null ? inbox.Take() : null;
            job ??= file is null ? _queue.Take(isLast: true) : null;
            if (job is null && file is null)
                break;
            var progress = new JobProgress(job?.Shown ?? NameBytes.Show(file!.Name), time, status, log);
            var gate = new InboxGate(settings.Spool, time, (input, token) => Missing(input, settings, token));
            var tools = new WorkerTools(settings, gate, with.Guard, with.Runner, time, log);
            var worker = new Worker(file, job, progress);
            _running.Add(worker);
            _ = Task.Run(() => RunAsync(worker, tools, with.Hook, cancellationToken), CancellationToken.None).ContinueWith(
                async run =>
                {
                    _ends.Enqueue((worker, run.IsCompletedSuccessfully ? await run.ConfigureAwait(false) : Broken(worker, run.Exception)));
                    lookout.Ring();
                },
                TaskScheduler.Default);
        }
    }

    private static async Task<JobEnd> RunAsync(Worker worker, WorkerTools tools, Hook hook, CancellationToken cancellationToken)
    {
        var end = await worker.RunAsync(tools, cancellationToken).ConfigureAwait(false);
        if (worker.Job is { } ended && end.Outcome is JobOutcome.Done or JobOutcome.Failed)
        {
            worker.Progress.Enter(JobStage.Hook);
            await hook.RunAsync(ended, end, cancellationToken).ConfigureAwait(false);
        }
        return end;
    }

    private JobEnd Broken(Worker worker, AggregateException? error)
    {
        if (error is not null)
            JobLog.Fault(log, error.GetBaseException(), worker.Progress.Name);
        return worker.Break(time.GetUtcNow() + live.Current.Retry.Delay);
    }

    private void NoticeRoom(string outbox)
    {
        if (!_hold.IsClosed)
            return;
        try
        {
            _hold.Notice(FileSystem.Of(outbox).FreeBytes);
        }
        catch (IOException)
        {
            // The outbox has gone as well; the hold ends by time.
        }
    }

    /// <summary>Takes in how workers ended.</summary>
    private void TakeIn(Inbox inbox, Lookout lookout, SpoolStatus told)
    {
        while (_ends.TryDequeue(out var ended))
        {
            var (worker, end) = ended;
            _running.Remove(worker);
            told.Metrics.Count(end, time.GetUtcNow());
            Return(worker, inbox, lookout);
            if (end.Trouble is TroubleKind.Room or TroubleKind.Environment && _hold.Begin(end, live.Current.Retry))
                JobLog.Held(log, $"{worker.Job?.Shown ?? NameBytes.Show(worker.File!.Name)}: {end.Reason}", _hold.Until);
            if (worker.Job is { } job)
                TakeIn(job, end, lookout);
        }
        // What is left, if anything, waits for a time of its own, and nobody is there to probe.
        if (_hold.IsProbing && !_hold.IsClosed && _running.Count == 0 && !HasWork(inbox, lookout))
            _hold.End();
    }

    private void Return(Worker worker, Inbox inbox, Lookout lookout)
    {
        if (worker.File is not { } file)
            return;
        if (worker.Job is null)
        {
            inbox.Wait(file, worker.Verdict);
            return;
        }
        inbox.Forget(file);
        // Another of that name may have come while it was taken, and its event with it.
        if (inbox.MayHave(file.Name))
            lookout.ScanSoon();
    }

    private void TakeIn(Job job, JobEnd end, Lookout lookout)
    {
        switch (end.Outcome)
        {
            case JobOutcome.Done:
                if (_hold.End())
                    JobLog.Released(log);
                if (end.Report is { } report)
                {
                    JobLog.Done(
                        log, job.Shown, report.Images.Sum(image => image.LayersBefore), report.OutputBytes, job.Record.Output!.Name.Shown);
                }
                break;
            case JobOutcome.Failed:
                _hasFailures = true;
                JobLog.Failed(log, job.Shown, end.Reason);
                break;
            case JobOutcome.PutBack:
                JobLog.PutBack(log, job.Shown, end.Reason);
                lookout.ScanSoon();
                break;
            case JobOutcome.Stopped:
                JobLog.Stopped(log, job.Shown);
                _queue.Add(job);
                break;
            default:
                _queue.Add(job);
                if (job.Record.NextTry is { } next)
                    JobLog.Deferred(log, job.Shown, end.Reason, next);
                break;
        }
    }

    /// <summary>Whether there is something to do now, or as soon as the inbox has been looked at or has settled.</summary>
    private bool HasWork(Inbox inbox, Lookout lookout) => inbox.ReadyCount > 0 || _queue.HasDue
        || (lookout.IsReadable
            && (lookout.IsScanPending || inbox.Files.Any(file => file.State is WaitState.Settling or WaitState.Limited)));

    /// <summary>
    /// Whether nothing is left that is worth waiting for. What is left all the same (incomplete, deferred, held) is no
    /// success.
    /// </summary>
    private bool IsDrained(Inbox inbox, Lookout lookout, Recovery recovery, bool isStopped)
    {
        if (_running.Count > 0 || !_ends.IsEmpty)
            return false;
        var isHeld = _hold.IsClosed;
        // Stopped, it does not tell what is held from what it was kept from.
        if (recovery.HasBegun && (!isHeld || isStopped) && HasWork(inbox, lookout))
            return false;
        _hasFailures |= !recovery.IsOver || isHeld || _queue.Count > 0 || !lookout.IsReadable || inbox.Files.Any(file =>
            file.State is WaitState.Writing or WaitState.Incomplete or WaitState.Unreadable);
        return true;
    }
}
