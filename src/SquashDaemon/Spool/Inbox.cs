using SquashDaemon.Configuration;

namespace SquashDaemon.Spool;

/// <summary>
/// What is in the inbox, in the order of arrival. A file is up when its size and times have stood still by a clock that
/// no one can set. Used by one thread.
/// </summary>
internal sealed class Inbox(LiveSettings live, TimeProvider time, KeptFiles kept)
{
    // More than this wait unseen until some of these are done, so that memory is bounded.
    private const int MostFiles = 50_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, InboxFile> _files = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(InboxFile File, uint Owner), long> _ready = new();
    private readonly Dictionary<uint, int> _readyOfOwner = [];
    private long _nextOrder;

    /// <summary>All files that may be taken some day.</summary>
    public IReadOnlyCollection<InboxFile> Files => _files.Values;

    /// <summary>How many wait for their turn.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>When to look again although nothing happens, by the clock; null: not at all.</summary>
    public long? LookAt { get; private set; }

    /// <summary>Looks at the whole folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Scan()
    {
        var settings = live.Current.Spool;
        var names = DirectoryListing.Names(settings.Folders.Inbox, 4 * MostFiles);
        var present = names.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _files.Keys.Where(name => !present.Contains(name)).ToList())
            Forget(_files[gone]);
        Admit(names, settings);
        LookAt = null;
        foreach (var file in _files.Values.Where(file => file.State != WaitState.Taken).OrderBy(file => file.Order).ToList())
        {
            if (FileIdentity.Of(PathOf(file.Name, settings), follow: false) is { } identity)
                Judge(file, identity, settings, present);
            else
                Forget(file);
        }
    }

    /// <summary>The next file whose turn it is; it is the caller's until it is forgotten or told to wait.</summary>
    public InboxFile? Take()
    {
        while (_ready.TryDequeue(out var next, out _))
        {
            var (file, owner) = next;
            if (_readyOfOwner[owner]-- == live.Current.Limits.MaxWaiting)
                LookAt = time.GetTimestamp();
            if (file.State != WaitState.Ready)
                continue;
            (file.State, file.Reason) = (WaitState.Taken, "it is being taken");
            return file;
        }
        return null;
    }

    /// <summary>Forgets a file that is no longer here.</summary>
    public void Forget(InboxFile file)
    {
        _files.Remove(file.Name);
        // One that is in the queue is passed over there.
        if (file.State == WaitState.Ready)
            file.State = WaitState.Settling;
    }

    /// <summary>Whether there is a file of a name, as far as can be told.</summary>
    public bool MayHave(string name)
    {
        try
        {
            return FileIdentity.Of(PathOf(name, live.Current.Spool), follow: false) is not null;
        }
        catch (IOException)
        {
            // Whoever looks at the whole folder will say what is wrong with it.
            return true;
        }
    }

    /// <summary>Lets a file wait on, for the reason of a verdict.</summary>
    public void Wait(InboxFile file, Verdict verdict)
    {
        if (verdict.State == WaitState.Settling)
            file.Identity = default;
        Note(file, verdict);
    }

    private static string PathOf(string name, SpoolSettings settings) => Path.Combine(settings.Folders.Inbox, name);

    private void Note(InboxFile file, Verdict verdict)
    {
        (file.State, file.Reason, file.WaitsSince) = (verdict.State, verdict.Reason, time.GetTimestamp());
        file.Asked = verdict.State is WaitState.Writing or WaitState.Incomplete or WaitState.Unreadable ? verdict : null;
        LookAgain(file);
    }

    private void LookAgain(InboxFile file)
    {
        if (DueAt(file) is { } at && at < (LookAt ?? long.MaxValue))
            LookAt = at;
    }

    /// <summary>
    /// When it should be looked at again by itself; null: not before something happens. By what is set now, also if it has
    /// waited since before a reload.
    /// </summary>
    private long? DueAt(InboxFile file)
    {
        var settings = live.Current.Spool;
        TimeSpan? pause = file.State switch
        {
            WaitState.Settling or WaitState.Ignored => settings.Settle,
            // Nothing tells when it is let go, so it is asked again and again, but not all the time.
            WaitState.Writing => settings.Settle > Pause ? settings.Settle : Pause,
            WaitState.Incomplete => settings.IncompleteTimeout,
            WaitState.Unreadable => settings.Rescan,
            _ => null,
        };
        return pause is { } wait ? file.WaitsSince + (long)(wait.TotalSeconds * time.TimestampFrequency) : null;
    }

    /// <summary>Notes files that were not here before, in the order in which they came.</summary>
    private void Admit(List<string> names, SpoolSettings settings)
    {
        var arrived = new List<(string Name, long ChangedAt)>();
        foreach (var name in names)
        {
            if (_files.Count + arrived.Count >= MostFiles)
                break;
            if (_files.ContainsKey(name) || IgnoreList.Reason(name, settings.RequireMarker) is not null)
                continue;
            if (FileIdentity.Of(PathOf(name, settings), follow: false) is { } identity)
                arrived.Add((name, identity.ChangedNanoseconds));
        }
        foreach (var (name, _) in arrived.OrderBy(file => file.ChangedAt).ThenBy(file => file.Name, StringComparer.Ordinal))
            _files[name] = new InboxFile(name, _nextOrder++);
    }

    private void Judge(InboxFile file, FileIdentity identity, SpoolSettings settings, HashSet<string> present)
    {
        if (file.Identity != identity)
        {
            (file.Identity, file.StillSince) = (identity, time.GetTimestamp());
            Note(file, FileKind.Refusal(identity) is { } refusal
                ? new Verdict(WaitState.Ignored, refusal)
                : new Verdict(WaitState.Settling, "it has only just been written to"));
        }
        if (file.State == WaitState.Ready || FileKind.Refusal(identity) is not null)
            return;
        if (kept.Has(identity))
            Note(file, new Verdict(WaitState.Kept, "it is done; remove its report from the outbox to squash it again"));
        else if (settings.RequireMarker is { } marker && LackOfMarker(file.Name + marker, identity, settings, present) is { } lack)
            Note(file, new Verdict(WaitState.NoMarker, lack));
        else if (IsDue(file))
            Enqueue(file);
        else if (file.State is WaitState.NoMarker or WaitState.Kept)
            Note(file, new Verdict(WaitState.Settling, "it has only just been written to"));
        else
            LookAgain(file);
    }

    private static string? LackOfMarker(
        string marker, FileIdentity identity, SpoolSettings settings, HashSet<string> present)
    {
        if (!present.Contains(marker))
            return $"it waits for {NameBytes.Show(marker)}";
        return Claim.BelongsTo(identity, FileIdentity.Of(PathOf(marker, settings), follow: false))
            ? null
            : $"it waits for {NameBytes.Show(marker)} as a file of its owner";
    }

    private bool IsDue(InboxFile file) => file.State switch
    {
        WaitState.Settling or WaitState.NoMarker or WaitState.Kept =>
            time.GetElapsedTime(file.StillSince) >= live.Current.Spool.Settle,
        WaitState.Limited => true,
        _ => DueAt(file) is { } at && time.GetTimestamp() >= at,
    };

    private void Enqueue(InboxFile file)
    {
        var owner = file.Identity.Owner;
        var waiting = _readyOfOwner.GetValueOrDefault(owner);
        if (waiting >= live.Current.Limits.MaxWaiting)
        {
            Note(file, new Verdict(WaitState.Limited, $"user {owner} has {waiting} others waiting, as many as may"));
            return;
        }
        _readyOfOwner[owner] = waiting + 1;
        (file.State, file.Reason) = (WaitState.Ready, "it waits for its turn");
        _ready.Enqueue((file, owner), file.Order);
    }
}
