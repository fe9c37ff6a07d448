namespace Squash.Blobs;

/// <summary>Hands bytes on and writes each of them to another stream too, which stays open.</summary>
internal sealed class TeeStream(Stream source, Stream copy) : ForwardReadStream(source)
{
    public override int Read(Span<byte> buffer)
    {
        var read = Source.Read(buffer);
        copy.Write(buffer[..read]);
        return read;
    }
}
