namespace Squash.Blobs;

/// <summary>Work that is done to the chunks of one stream, in their order, by whichever thread of a crew is free.</summary>
public sealed class Lane : IDisposable
{
    private readonly Crew _crew;

    internal Lane(Crew crew, Action<Chunk> work) => (_crew, Work) = (crew, work);

    internal Action<Chunk> Work { get; }

    internal Queue<Chunk> Waiting { get; } = new();

    /// <summary>Whether a thread is at one of its chunks, so that the next must wait.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>Whether a chunk failed: what is behind it is never done.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>Hands a chunk over; it must not be filled further.</summary>
    public void Post(Chunk chunk) => _crew.Post(this, chunk);

    /// <summary>Returns when all that was handed over is done.</summary>
    /// <exception cref="IOException">The work failed, or another error that it met.</exception>
    public void Complete() => _crew.WorkUntil(() => !IsBusy && !IsBroken && Waiting.Count == 0);

    /// <summary>Drops what is not done yet; returns when no thread is at it any more.</summary>
    public void Dispose() => _crew.Drop(this);
}
