using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>The daemon's life: recover, then scan, claim and squash, one archive after another.</summary>
internal sealed class SpoolLoop(
    DaemonSettings settings, TimeProvider time, InboxWatch inbox, JobRunner runner, DaemonStatus status, ILogger log)
{
    private readonly Dictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private bool _hasFailures;

    /// <summary>Runs until it is cancelled, or with <c>--drain</c> until nothing is left; whether every job succeeded.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var folders = settings.Spool.Folders;
        JobLog.Started(log, Printable.Text(folders.Inbox), Printable.Text(folders.Outbox));
        Recover();
        while (!cancellationToken.IsCancellationRequested)
        {
            var isEmpty = await ScanAsync(cancellationToken).ConfigureAwait(false);
            if (settings.IsDrain && isEmpty)
                break;
            status.Say("waiting for archives");
            status.Ready();
            status.IsIdle = true;
            await Task.Delay(settings.Spool.Settle, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            status.IsIdle = false;
        }
        return !_hasFailures;
    }

    /// <summary>What a killed run left: its parts are worth nothing, its archives go back to the inbox.</summary>
    private void Recover()
    {
        foreach (var part in Directory.EnumerateFiles(settings.Spool.Folders.Outbox, $".*{PartFile.Suffix}").ToList())
            File.Delete(part);
        foreach (var claimed in Directory.EnumerateFiles(settings.Spool.Folders.Work).ToList())
        {
            if (!Path.GetFileName(claimed).StartsWith('.'))
                Durable.MoveInto(settings.Spool.Folders.Inbox, claimed, Path.GetFileName(claimed));
        }
    }

    /// <summary>Squashes all that is ready; whether nothing is left that may become so.</summary>
    private async Task<bool> ScanAsync(CancellationToken cancellationToken)
    {
        var isEmpty = true;
        foreach (var (path, readiness) in Read())
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
            if (readiness.State is ReadinessState.Settling or ReadinessState.Incomplete)
                TellWaiting(path, readiness.Reason);
            status.Tick();
            isEmpty &= readiness.State is not ReadinessState.Settling;
            // Draining does not wait for a writer that may never come back, but it is no success either.
            _hasFailures |= settings.IsDrain && readiness.State is ReadinessState.Incomplete;
            if (readiness.State is ReadinessState.CutOff)
                _hasFailures |= runner.Fail(path, $"it is cut off: {readiness.Reason}") == JobOutcome.Failed;
            if (readiness.State is not ReadinessState.Ready || Claim(path) is not { } claimed)
                continue;
            status.Say($"squashing {Printable.Text(Path.GetFileName(path))}");
            var outcome = await runner.RunAsync(claimed, cancellationToken).ConfigureAwait(false);
            _hasFailures |= outcome == JobOutcome.Failed;
            isEmpty &= outcome != JobOutcome.PutBack;
        }
        return isEmpty;
    }

    private IReadOnlyList<(string Path, Readiness Readiness)> Read()
    {
        try
        {
            return inbox.Scan();
        }
        catch (IOException error)
        {
            JobLog.InboxUnreadable(log, Printable.Text(error.Message));
            return [];
        }
    }

    private void TellWaiting(string path, string reason)
    {
        if (_waiting.TryGetValue(path, out var told) && told == reason)
            return;
        _waiting[path] = reason;
        JobLog.Waits(log, Printable.Text(Path.GetFileName(path)), reason);
    }

    /// <summary>Takes a file out of the inbox; null if it has just gone, which is its owner's right.</summary>
    private string? Claim(string path)
    {
        _waiting.Remove(path);
        try
        {
            return Durable.MoveInto(settings.Spool.Folders.Work, path, Path.GetFileName(path));
        }
        catch (IOException error) when (error.HResult == Errno.NoEntry)
        {
            return null;
        }
    }
}
