using System.Threading.Channels;

namespace SquashDaemon.Jobs;

/// <summary>
/// What the daemon's work tells of itself; Hosting passes it on to systemd. One for the process, all members may be
/// called from any thread. The duties of the loop:
/// <list type="bullet">
/// <item><see cref="Tick"/> whenever work has moved: bytes copied, a file judged, a job of the recovery put back.
/// A busy daemon that does not tick for half of the watchdog's time is killed and started again; while it starts or
/// stops, ticks lengthen the time that systemd allows for it.</item>
/// <item><see cref="Ready"/> once, after the recovery and the first scan.</item>
/// <item><see cref="IsIdle"/> is true while it waits for files, a time or an event, and while it can do no more than
/// wait for the disk (the flush of a large output): then no ticks are due.</item>
/// <item><see cref="Say"/>: one line of text, names escaped, as often as it likes: sent at most once a second.</item>
/// </list>
/// </summary>
internal sealed class DaemonStatus
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _ticks;
    private volatile bool _isReady;
    private volatile bool _isIdle;
    private volatile string _text = "starting";
    private volatile string? _remark;

    /// <summary>Whether recovery and first scan are over.</summary>
    public bool IsReady => _isReady;

    /// <summary>Whether the loop waits and has nothing in hand.</summary>
    public bool IsIdle
    {
        get => _isIdle;
        set => _isIdle = value;
    }

    /// <summary>How often work has moved.</summary>
    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>What it does now, and what is to be known besides.</summary>
    public string Text => _remark is { } remark ? $"{_text}; {remark}" : _text;

    /// <summary>Something to read once for every change of <see cref="Text"/> or <see cref="IsReady"/>, or several.</summary>
    public ChannelReader<bool> Changes => _changes.Reader;

    /// <summary>Work has moved.</summary>
    public void Tick() => Interlocked.Increment(ref _ticks);

    /// <summary>Recovery and first scan are over.</summary>
    public void Ready()
    {
        _isReady = true;
        _changes.Writer.TryWrite(true);
    }

    /// <summary>What it does now, in one line.</summary>
    public void Say(string text)
    {
        if (_text == text)
            return;
        _text = text;
        _changes.Writer.TryWrite(true);
    }

    /// <summary>What is to be known whatever it does, in one line, until the next; null: nothing.</summary>
    public void Remark(string? text)
    {
        _remark = text;
        _changes.Writer.TryWrite(true);
    }
}
