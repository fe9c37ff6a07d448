using Squash.Blobs;

namespace Squash.Tests.Archives;

/// <summary>A pipe: it takes bytes, and can do nothing else.</summary>
internal sealed class ForwardStream(Stream target) : ForwardWriteStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => target.Write(buffer);

    public override void Flush() => target.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            target.Dispose();
        base.Dispose(disposing);
    }
}
