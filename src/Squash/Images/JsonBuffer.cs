using System.Buffers;

namespace Squash.Images;

/// <summary>Where a document grows, up to what we would read again ourselves.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>All that was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        // Before it is taken: the writer's disposal asks for the same once more.
        if (_bytes.WrittenCount + count > ImageLimits.JsonBytes)
            throw new InvalidDataException($"a manifest, index or config of the flat image would be larger than {ImageLimits.JsonBytes >> 20} MiB");
        _bytes.Advance(count);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
}
