namespace Squash.Tests.Archives;

/// <summary>A file on a disk that fails after so many bytes.</summary>
internal sealed class FailingStream(long room) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Position + count > room)
            throw new IOException("No space left on device", 28);
        base.Write(buffer, offset, count);
    }
}
