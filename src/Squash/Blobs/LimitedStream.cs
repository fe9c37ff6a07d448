namespace Squash.Blobs;

/// <summary>Hands plain bytes on and counts them towards a limit.</summary>
internal sealed class LimitedStream(Stream source, ExpansionLimit limit, long part, string name) : ForwardReadStream(source)
{
    private long _bytes;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = Source.Read(buffer);
        limit.Note(part, _bytes += read, name);
        return read;
    }
}
