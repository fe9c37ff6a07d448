using Squash.Blobs;

namespace Faults.Hostile;

/// <summary>Hands on what is written, counts it, and leaves its target open.</summary>
internal sealed class CountingStream(Stream target) : ForwardWriteStream
{
    public long Count { get; private set; }

    public override long Length => Count;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        target.Write(buffer);
        Count += buffer.Length;
    }

    public override void Flush() => target.Flush();
}
