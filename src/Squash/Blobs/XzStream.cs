using System.Buffers;
using SharpCompress.Compressors.Xz;

namespace Squash.Blobs;

/// <summary>
/// The plain bytes of one xz stream (The .xz File Format). Only the blocks are the package's: its reader of whole streams
/// gives a block whatever dictionary that asks for, and keeps an index as long as the archive says.
/// </summary>
internal sealed class XzStream(PeekStream source) : ForwardReadStream(source)
{
    /// <summary>The dictionary of xz -9. A block may ask for 4 GiB.</summary>
    public const long MostDictionaryBytes = 64 << 20;

    /// <summary>A window that is not worth a collection.</summary>
    private const long SmallWindowBytes = 4 << 20;

    private const int CrcBytes = 4;
    private const int FooterBytes = 12;
    private const int LargestNumberBytes = 9;
    private XZHeader? _header;
    private XZBlock? _block;
    private long _blocks;
    private long _blockBytes;
    private long _windowBytes;
    private bool _isOver;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _header ??= XZHeader.FromStream(source);
        while (!_isOver && !buffer.IsEmpty)
        {
            if (_block is null && !TryOpenBlock())
                ReadIndex();
            var read = _block?.Read(buffer) ?? 0;
            // A block that gives less than it was asked for is at its end.
            if (read < buffer.Length)
                _block = null;
            NoteGrowth(read);
            if (read > 0)
                return read;
        }
        return 0;
    }

    /// <summary>
    /// The codec's window doubles whenever it is full. What it grew out of is as large together as it is itself; it went to
    /// the pool, which would keep it, so it is taken from there for the collector.
    /// </summary>
    private void NoteGrowth(int read)
    {
        _blockBytes += read;
        if (_blockBytes <= _windowBytes)
            return;
        _ = ArrayPool<byte>.Shared.Rent((int)Math.Min(_windowBytes, MostDictionaryBytes));
        _windowBytes *= 2;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    private bool TryOpenBlock()
    {
        if (source.Peek(1) is not [var size and not 0])
            return false;
        var dictionaryBytes = XzBlockHeader.DictionaryBytes(source.Peek((size + 1) * 4));
        if (dictionaryBytes > MostDictionaryBytes)
            throw new InvalidDataException(
                $"its xz data need a dictionary of {dictionaryBytes >> 20} MiB, and at most {MostDictionaryBytes >> 20} are given");
        _block = new XZBlock(source, _header!.BlockCheckType, _header.BlockCheckSize);
        _blocks++;
        (_blockBytes, _windowBytes) = (0, SmallWindowBytes);
        return true;
    }

    /// <summary>The list of the blocks that were read, which tells nothing new, and the end.</summary>
    private void ReadIndex()
    {
        _isOver = true;
        var start = source.Position;
        source.ReadByte();
        if (ReadNumber() != _blocks)
            throw new InvalidDataException("its xz index is not that of its blocks");
        for (var number = 0; number < 2 * _blocks; number++)
            ReadNumber();
        var padding = (int)(-(source.Position - start) & 3);
        source.ReadExactly(stackalloc byte[padding + CrcBytes]);
        Span<byte> footer = stackalloc byte[FooterBytes];
        source.ReadExactly(footer);
        if (!footer.EndsWith("YZ"u8))
            throw new InvalidDataException("its xz data do not end as such");
    }

    private long ReadNumber()
    {
        long number = 0;
        for (var at = 0; at < LargestNumberBytes; at++)
        {
            var next = source.ReadByte();
            if (next < 0)
                throw new EndOfStreamException();
            number |= (long)(next & 0x7f) << (7 * at);
            if (next < 0x80)
                return number;
        }
        throw new InvalidDataException("a number in its xz index is too long");
    }
}
