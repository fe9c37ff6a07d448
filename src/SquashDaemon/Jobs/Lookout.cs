using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Jobs;

/// <summary>
/// Decides when the inbox is looked at: when the kernel tells of something, when a file may have stood still for long
/// enough, and now and then in any case, which alone would do. Used by one thread.
/// </summary>
internal sealed class Lookout(LiveSettings live, TimeProvider time, Inbox inbox, FolderGuard guard, ILogger log) : IDisposable
{
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MissingGap = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private InboxEvents? _events;
    private FileIdentity _watched;
    private bool _isTold;
    private bool _isReadable = true;
    private volatile bool _hasEvent = true;
    private long _scannedAt;
    private TimeSpan _gap;

    /// <summary>Something to read once when something has happened.</summary>
    public ChannelReader<bool> Wake => _wake.Reader;

    /// <summary>Whether the inbox could be read.</summary>
    public bool IsReadable => _isReadable;

    /// <summary>Whether there is a reason to look at the inbox, although perhaps not yet the time to.</summary>
    public bool IsScanPending => _hasEvent || inbox.LookAt <= time.GetTimestamp();

    /// <summary>How long nothing need be done for the inbox.</summary>
    public TimeSpan Pause
    {
        get
        {
            var sinceScan = time.GetElapsedTime(_scannedAt);
            var pause = (_hasEvent ? _gap : Rescan) - sinceScan;
            if (inbox.LookAt is { } at)
            {
                var due = time.GetElapsedTime(time.GetTimestamp(), at);
                var earliest = _gap - sinceScan;
                pause = Min(pause, due > earliest ? due : earliest);
            }
            return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        }
    }

    private TimeSpan Rescan
    {
        get
        {
            var settings = live.Current.Spool;
            if (!_isReadable)
                return Min(MissingGap, settings.Rescan);
            return _events is { IsAlive: true } && !IsNetwork(settings.Folders.Inbox)
                ? settings.Rescan
                : settings.RescanUntold;
        }
    }

    /// <summary>Wakes whoever waits.</summary>
    public void Ring() => _wake.Writer.TryWrite(true);

    /// <summary>The inbox is to be looked at soon.</summary>
    public void ScanSoon() => _hasEvent = true;

    /// <summary>Looks at the inbox if it is time.</summary>
    public void ScanIfDue()
    {
        if (Pause > TimeSpan.Zero)
            return;
        var started = time.GetTimestamp();
        _hasEvent = false;
        try
        {
            // First the watch: what comes between the two is told.
            Watch();
            inbox.Scan();
            if (!_isReadable)
                JobLog.InboxReadable(log);
            _isReadable = true;
        }
        catch (IOException error)
        {
            if (_isReadable)
                JobLog.InboxUnreadable(log, Printable.Text(error.Message));
            _isReadable = false;
        }
        _scannedAt = time.GetTimestamp();
        // Looking takes a tenth of the time at most, however much is there and however often the kernel calls.
        var gap = time.GetElapsedTime(started, _scannedAt) * 10;
        _gap = gap > ShortestGap ? gap : ShortestGap;
    }

    /// <inheritdoc/>
    public void Dispose() => _events?.Dispose();

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static bool IsNetwork(string folder)
    {
        try
        {
            return FileSystem.Of(folder).IsNetwork;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void Watch()
    {
        var folder = live.Current.Spool.Folders.Inbox;
        guard.Check(folder);
        var identity = FileIdentity.Of(folder) ?? throw Errno.Of(Errno.NoEntry, "cannot open the folder", folder);
        // The folder may have been moved away and made anew, or something mounted on it.
        if (_events is { IsAlive: true } && identity.IsSameFile(_watched))
            return;
        _events?.Dispose();
        _events = null;
        try
        {
            _events = InboxEvents.Watch(folder, OnEvent);
            (_watched, _isTold) = (identity, false);
        }
        catch (IOException error)
        {
            if (!_isTold)
            {
                JobLog.NotWatched(
                    log, Printable.Text(error.Message), Rescan.TotalSeconds,
                    error.HResult == Errno.NoSpace ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances");
            }
            _isTold = true;
        }
    }

    private void OnEvent()
    {
        _hasEvent = true;
        Ring();
    }
}
