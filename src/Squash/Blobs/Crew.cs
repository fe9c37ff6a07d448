using System.Runtime.ExceptionServices;

namespace Squash.Blobs;

/// <summary>
/// Two threads at one squash: the caller's and one more. The caller reads and merges, the other hashes and writes; when
/// all chunks are on their way, the caller takes work too instead of waiting, so that neither core is idle whatever costs
/// more. What fails on the other thread is thrown on the caller's.
/// </summary>
public sealed class Crew : IDisposable
{
    private const int MostChunks = 12;
    private readonly object _gate = new();
    private readonly List<Lane> _lanes = [];
    private readonly Stack<Chunk> _free = new();
    private readonly Task _other;
    private int _chunks;
    private bool _isOver;
    private bool _hasEnded;

    /// <summary>Starts the other thread; it sleeps while there is nothing to do.</summary>
    public Crew() => _other = Task.Factory.StartNew(
        Assist, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>A lane for the chunks of one stream.</summary>
    public Lane Open(Action<Chunk> work)
    {
        var lane = new Lane(this, work);
        lock (_gate)
            _lanes.Add(lane);
        return lane;
    }

    /// <summary>An empty chunk, which the caller gives back by <see cref="Release"/>.</summary>
    public Chunk Rent()
    {
        Chunk? chunk = null;
        WorkUntil(() => _free.TryPop(out chunk) || _chunks < MostChunks);
        if (chunk is null)
        {
            _chunks++;
            chunk = new Chunk();
        }
        (chunk.Length, chunk.Holders) = (0, 1);
        return chunk;
    }

    /// <summary>The caller needs a chunk no longer; those that it was handed to may.</summary>
    public void Release(Chunk chunk)
    {
        lock (_gate)
            Forget(chunk);
    }

    /// <summary>Ends the other thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
        WaitForEnd();
    }

    internal void Post(Lane lane, Chunk chunk)
    {
        lock (_gate)
        {
            chunk.Holders++;
            lane.Waiting.Enqueue(chunk);
            Monitor.PulseAll(_gate);
        }
    }

    internal void Drop(Lane lane)
    {
        lock (_gate)
        {
            _lanes.Remove(lane);
            while (lane.Waiting.TryDequeue(out var chunk))
                Forget(chunk);
            while (lane.IsBusy)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Works, and waits where there is no work, until something is so; it is asked under the lock.</summary>
    internal void WorkUntil(Func<bool> isSo)
    {
        while (true)
        {
            Lane? lane;
            Chunk? chunk;
            lock (_gate)
            {
                if (_hasEnded)
                    throw Failure();
                if (isSo())
                    return;
                lane = Longest();
                if (lane is null)
                {
                    Monitor.Wait(_gate);
                    continue;
                }
                chunk = lane.Waiting.Dequeue();
                lane.IsBusy = true;
            }
            Work(lane, chunk);
        }
    }

    private void Assist()
    {
        try
        {
            WorkUntil(() => _isOver);
        }
        finally
        {
            lock (_gate)
            {
                _hasEnded = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>What the other thread met; thrown as it was there.</summary>
    private Exception Failure()
    {
        WaitForEnd();
        if (_other.Exception?.InnerException is { } error)
            ExceptionDispatchInfo.Throw(error);
        return new ObjectDisposedException(nameof(Crew));
    }

    private void WaitForEnd() => ((IAsyncResult)_other).AsyncWaitHandle.WaitOne();

    private void Work(Lane lane, Chunk chunk)
    {
        var isDone = false;
        try
        {
            lane.Work(chunk);
            isDone = true;
        }
        finally
        {
            lock (_gate)
            {
                (lane.IsBusy, lane.IsBroken) = (false, !isDone);
                Forget(chunk);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The lane that has most to do and nobody at it.</summary>
    private Lane? Longest()
    {
        Lane? longest = null;
        foreach (var lane in _lanes)
        {
            if (!lane.IsBusy && !lane.IsBroken && lane.Waiting.Count > (longest?.Waiting.Count ?? 0))
                longest = lane;
        }
        return longest;
    }

    private void Forget(Chunk chunk)
    {
        if (--chunk.Holders > 0)
            return;
        _free.Push(chunk);
        Monitor.PulseAll(_gate);
    }
}
