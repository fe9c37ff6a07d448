using System.Globalization;
using System.Text;

namespace Faults.Hostile;

/// <summary>Writes tars byte by byte, right or wrong, with no code of the engine.</summary>
internal sealed class RawTar(Stream target)
{
    /// <summary>Bytes of a header.</summary>
    public const int BlockSize = 512;

    private const int ChecksumAt = 148;
    private const int SizeAt = 124;
    private static readonly byte[] Zeros = new byte[2 * BlockSize];

    /// <summary>Adds a regular file.</summary>
    public RawTar File(string name, string content) => File(name, Encoding.Latin1.GetBytes(content));

    /// <summary>Adds a regular file; a name beyond its field gets a record.</summary>
    public RawTar File(string name, byte[] content) => Add(new RawEntry(name), content);

    /// <summary>Adds an entry with its content.</summary>
    public RawTar Add(RawEntry entry, params byte[] content)
    {
        if (entry.Name.Length > 100 && entry.Type is not ('x' or 'g' or 'L' or 'K'))
            Pax($"path={entry.Name}");
        return Header(entry with { Size = entry.Size ?? content.Length }).Padded(content);
    }

    /// <summary>Adds a hard link.</summary>
    public RawTar HardLink(string name, string link) => Header(new RawEntry(name) { Type = '1', Link = link });

    /// <summary>Adds a symbolic link.</summary>
    public RawTar SymbolicLink(string name, string target) => Header(new RawEntry(name) { Type = '2', Link = target });

    /// <summary>Adds an extended header for the next entry.</summary>
    public RawTar Pax(params string[] records) => Extended('x', string.Concat(records.Select(Record)));

    /// <summary>Adds a header of a kind that has text as its content.</summary>
    public RawTar Extended(char type, string content) =>
        Add(new RawEntry("extended") { Type = type }, Encoding.Latin1.GetBytes(content));

    /// <summary>Adds a header, and no content.</summary>
    public RawTar Header(RawEntry entry)
    {
        var block = new byte[BlockSize];
        Put(block, 0, 100, entry.Name);
        Put(block, 100, 8, entry.Type == '5' ? "0000755" : "0000644");
        Put(block, 108, 8, "0000000");
        Put(block, 116, 8, "0000000");
        Put(block, SizeAt, 12, Octal(Math.Max(0, entry.Size ?? 0) & 0x1ffffffff, 11));
        Put(block, 136, 12, "00000000000");
        block[156] = (byte)entry.Type;
        Put(block, 157, 100, entry.Link);
        Put(block, 257, 8, entry.Magic);
        entry.Change?.Invoke(block);
        Seal(block);
        target.Write(block);
        return this;
    }

    /// <summary>Adds bytes as they stand.</summary>
    public RawTar Bytes(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        return this;
    }

    /// <summary>Adds bytes, and zeros up to the next block.</summary>
    public RawTar Padded(ReadOnlySpan<byte> bytes) => Bytes(bytes).Bytes(Zeros.AsSpan(0, -bytes.Length & (BlockSize - 1)));

    /// <summary>Adds a whole layer as content; it is padded already.</summary>
    public RawTar Layer(HostileLayer layer)
    {
        layer.WritePlain(target);
        return this;
    }

    /// <summary>The end marker.</summary>
    public void End() => target.Write(Zeros);

    /// <summary>Gives a header the checksum that it should have.</summary>
    public static void Seal(Span<byte> block)
    {
        block.Slice(ChecksumAt, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
            sum += value;
        Encoding.ASCII.GetBytes(Octal(sum, 6) + "\0 ", block.Slice(ChecksumAt, 8));
    }

    /// <summary>A change that makes the size any number, in base 256.</summary>
    public static Action<byte[]> Base256Size(long size) => block =>
    {
        for (var at = SizeAt + 11; at >= SizeAt; at--, size >>= 8)
            block[at] = (byte)size;
        block[SizeAt] |= 0x80;
    };

    /// <summary>One record of an extended header; its length counts its own digits.</summary>
    public static string Record(string keyAndValue)
    {
        var length = keyAndValue.Length + 3;
        while (Text(length).Length + keyAndValue.Length + 2 != length)
            length++;
        return $"{Text(length)} {keyAndValue}\n";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');

    private static void Put(byte[] block, int at, int length, string text) =>
        Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(length, text.Length)), block.AsSpan(at, length));
}
