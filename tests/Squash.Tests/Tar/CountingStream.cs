namespace Squash.Tests.Tar;

/// <summary>Counts what is written to it.</summary>
internal sealed class CountingStream : MemoryStream
{
    public long Count { get; private set; }

    public override void Write(byte[] buffer, int offset, int count) => Count += count;

    public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;
}
