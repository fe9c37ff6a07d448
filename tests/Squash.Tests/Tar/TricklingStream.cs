namespace Squash.Tests.Tar;

/// <summary>A stream that cannot seek and gives only a few bytes at a time, as a decompressor may.</summary>
internal sealed class TricklingStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    private int _reads;

    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count) =>
        base.Read(buffer, offset, Math.Min(count, 1 + (_reads++ % most)));

    public override int Read(Span<byte> buffer) =>
        base.Read(buffer[..Math.Min(buffer.Length, 1 + (_reads++ % most))]);
}
