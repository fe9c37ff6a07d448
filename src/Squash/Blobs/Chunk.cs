namespace Squash.Blobs;

/// <summary>A piece of a stream on its way through the lanes of a <see cref="Crew"/>; it goes back to be filled again.</summary>
public sealed class Chunk
{
    internal const int Size = 128 << 10;
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size);

    internal Chunk()
    {
    }

    /// <summary>How much of it is filled.</summary>
    public int Length { get; set; }

    /// <summary>What is filled.</summary>
    public ReadOnlySpan<byte> Filled => _bytes.AsSpan(0, Length);

    /// <summary>What can be filled yet.</summary>
    public Span<byte> Free => _bytes.AsSpan(Length);

    /// <summary>How many still need it.</summary>
    internal int Holders { get; set; }
}
