using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// Tells how things are, at most once a second: systemd, <c>squashd status</c> by a file, a monitor by its text file, and
/// the log what waits and why.
/// </summary>
internal sealed class SpoolStatus(LiveSettings live, TimeProvider time, DaemonStatus status, ILogger log)
{
    /// <summary>Waiting files that are named to <c>squashd status</c>.</summary>
    public const int MostWaiting = 200;

    // A monitor is another user, and a service's mask would keep it out.
    private const UnixFileMode ForAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwritable = new(StringComparer.Ordinal);
    private byte[] _written = [];
    private (string Path, string Text) _metrics;
    private long? _toldAt;

    /// <summary>Counts ends.</summary>
    public Metrics Metrics { get; } = new();

    /// <summary>Lets the next be told although one was a moment ago: it is the last.</summary>
    public void Hurry() => _toldAt = null;

    /// <summary>Tells it now, unless it was told a moment ago; whether it was.</summary>
    public bool Tell(Inbox inbox, Lookout lookout, JobQueue queue, (Hold Hold, IReadOnlyCollection<Worker> Workers) work)
    {
        if (_toldAt is { } at && time.GetElapsedTime(at) < Gap)
            return false;
        _toldAt = time.GetTimestamp();
        var (hold, workers) = work;
        var settings = live.Current;
        var waiting = inbox.Files.Where(IsWaiting).OrderBy(file => file.Order).Take(MostWaiting)
            .Select(Told).ToList();
        TellLog(waiting);
        var running = workers.Select(Snapshot).ToList();
        var text = !lookout.IsReadable
            ? $"the inbox {Printable.Text(settings.Spool.Folders.Inbox)} cannot be read"
            : Line(running, (inbox.ReadyCount + queue.Count, waiting.Count), hold, settings);
        status.Say(text);
        var document = new RuntimeStatus(Environment.ProcessId, settings.Spool.Folders.Work, default)
        {
            Text = text,
            Held = hold.Reason,
            HeldUntil = hold.Reason is null ? null : hold.Until,
            Queued = inbox.ReadyCount,
            Running = running,
            Waiting = waiting,
            Done = Metrics.Done,
            Failed = Metrics.Failed,
        };
        Write(document, RuntimeStatus.PathOf(settings.Spool));
        WriteMetrics(inbox, queue, hold, settings.Metrics.Textfile);
        return true;
    }

    private static bool IsWaiting(InboxFile file) => file.Asked is not null || file.State is not (WaitState.Ready or WaitState.Taken);

    private static WaitingFile Told(InboxFile file) => file.Asked is { } asked
        ? new(new SpoolName(file.Name), asked.State, asked.Reason)
        : new(new SpoolName(file.Name), file.State, file.Reason);

    private static JobSnapshot Snapshot(Worker worker) =>
        worker.Progress.Snapshot() with { Id = worker.Job?.Record.Id ?? "" };

    private static string Line(List<JobSnapshot> running, (int, int) counts, Hold hold, DaemonSettings settings)
    {
        var (queued, waiting) = counts;
        var text = new StringBuilder();
        if (hold.Reason is { } reason)
            text.Append($"held, {queued} waiting: {reason}");
        else if (running.Count > 0)
            text.Append($"{running.Count} running, {queued} queued");
        else
            text.Append($"waiting for archives in {Printable.Text(settings.Spool.Folders.Inbox)}");
        if (running.Count == 0 && hold.Reason is null && queued > 0)
            text.Append($"; {queued} wait for their next attempt");
        if (waiting > 0)
            text.Append($"; {waiting} not ready");
        foreach (var job in running.Take(3))
            text.Append($"; {job.Name} {job.Text}");
        return text.ToString();
    }

    /// <summary>Each reason once; what has gone is forgotten.</summary>
    private void TellLog(List<WaitingFile> waiting)
    {
        var names = waiting.Select(file => file.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _told.Keys.Where(name => !names.Contains(name)).ToList())
            _told.Remove(gone);
        foreach (var file in waiting.Where(file => file.State is not (WaitState.Settling or WaitState.Limited or WaitState.Kept)))
        {
            if (_told.TryGetValue(file.Name.Text, out var told) && told == file.Reason)
                continue;
            _told[file.Name.Text] = file.Reason;
            JobLog.Waits(log, file.Name.Shown, file.Reason);
        }
    }

    private void Write(RuntimeStatus document, string path)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(document, JobsJson.Default.RuntimeStatus);
        if (content.AsSpan().SequenceEqual(_written))
            return;
        document = document with { UpdatedAt = time.GetUtcNow() };
        if (TryWrite(path, JsonSerializer.SerializeToUtf8Bytes(document, JobsJson.Default.RuntimeStatus)))
            _written = content;
    }

    private void WriteMetrics(Inbox inbox, JobQueue queue, Hold hold, string? path)
    {
        if (path is null)
            return;
        var oldest = inbox.Files.Where(file => file.State == WaitState.Ready).Select(file => (DateTimeOffset?)file.Identity.ChangedAt)
            .Append(queue.OldestClaim).Min();
        var age = oldest is { } since ? Math.Max(0, (long)(time.GetUtcNow() - since).TotalSeconds) : 0;
        // Whole minutes: a figure that grows by itself is no reason to write each second.
        var text = Metrics.Text(inbox.ReadyCount + queue.Count, age / 60 * 60, hold.Reason is null ? null : hold.Kind);
        if ((path, text) != _metrics && TryWrite(path, Encoding.UTF8.GetBytes(text), ForAll))
            _metrics = (path, text);
    }

    /// <summary>By rename, without a flush: after a power cut nobody asks how things were. Whether it is written.</summary>
    private bool TryWrite(string path, byte[] content, UnixFileMode? mode = null)
    {
        try
        {
            var part = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.part");
            File.WriteAllBytes(part, content);
            if (mode is { } wanted)
                File.SetUnixFileMode(part, wanted);
            Durable.Replace(part, path);
            _unwritable.Remove(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (_unwritable.Add(path))
                JobLog.NotTold(log, Printable.Text(path), Trouble.Text(error));
            return false;
        }
    }
}
