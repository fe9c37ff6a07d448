using System.Buffers.Binary;

namespace Squash.Merging;

/// <summary>Many short byte strings in few large arrays.</summary>
internal sealed class ByteArena
{
    private const int ChunkBytes = 1 << 18;
    private const int LengthBytes = sizeof(int);
    private readonly List<byte[]> _chunks = [];
    private int _used;

    /// <summary>Keeps a copy and tells where.</summary>
    public long Add(ReadOnlySpan<byte> bytes)
    {
        var needed = LengthBytes + bytes.Length;
        if (_chunks.Count == 0 || _used + needed > _chunks[^1].Length)
        {
            _chunks.Add(new byte[Math.Max(ChunkBytes, needed)]);
            _used = 0;
        }
        var target = _chunks[^1].AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(target, bytes.Length);
        bytes.CopyTo(target[LengthBytes..]);
        var position = ((long)(_chunks.Count - 1) << 32) | (uint)_used;
        _used += needed;
        return position;
    }

    /// <summary>What was kept at a position.</summary>
    public ReadOnlySpan<byte> this[long position]
    {
        get
        {
            var source = _chunks[(int)(position >> 32)].AsSpan((int)position);
            return source.Slice(LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(source));
        }
    }

    /// <summary>Forgets everything, keeps the memory of one chunk.</summary>
    public void Clear()
    {
        if (_chunks.Count > 1)
            _chunks.RemoveRange(1, _chunks.Count - 1);
        _used = 0;
    }
}
