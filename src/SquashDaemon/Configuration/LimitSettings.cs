namespace SquashDaemon.Configuration;

/// <summary><c>[limits]</c>: how much is used at most.</summary>
internal sealed record LimitSettings
{
    /// <summary><c>workers</c>: jobs at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary><c>memory</c>: bytes of memory for a job's table of paths.</summary>
    public long MemoryBytes { get; init; } = 64L << 20;

    /// <summary><c>max_uncompressed</c>: bytes that one archive may expand to.</summary>
    public long MaxUncompressedBytes { get; init; } = 1L << 40;

    /// <summary><c>min_free</c>: bytes that stay free on the outbox's file system.</summary>
    public long MinFreeBytes { get; init; }

    /// <summary><c>max_waiting</c>: files of one owner that may wait at once; null: no limit.</summary>
    public int? MaxWaiting { get; init; }
}
