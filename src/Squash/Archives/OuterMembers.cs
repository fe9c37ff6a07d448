using System.Text;
using Squash.Tar;

namespace Squash.Archives;

/// <summary>Writes the members of an outer tar.</summary>
internal sealed class OuterMembers(Stream target)
{
    private readonly TarHeaderWriter _headers = new();

    /// <summary>Bytes written here.</summary>
    public long Length { get; private set; }

    /// <summary>A whole member.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        WriteHeader(name, content.Length);
        Put(content);
        Pad(content.Length);
    }

    /// <summary>The one header block of a member whose content the caller writes, and then pads.</summary>
    /// <remarks>From 8 GiB on it is GNU's base-256, so that its length is known before the size is.</remarks>
    public void WriteHeader(string name, long size)
    {
        var fits = size <= TarNumber.LargestOctal(12);
        var block = _headers.Write(new TarHeader
        {
            Type = TarEntryType.RegularFile,
            Path = Encoding.ASCII.GetBytes(name),
            Size = fits ? size : 0,
            Mode = 0x1A4,
        }).ToArray();
        if (!fits)
        {
            TarNumber.WriteBase256(block.AsSpan(124, 12), size);
            "ustar  \0"u8.CopyTo(block.AsSpan(257));
            TarNumber.WriteOctal(block.AsSpan(148, 7), TarChecksum.Unsigned(block));
        }
        Put(block);
    }

    /// <summary>Zeros up to the next block.</summary>
    public void Pad(long size) => Put(TarHeaderWriter.EndMarker[..TarHeaderWriter.Padding(size)]);

    /// <summary>Ends the tar.</summary>
    public void End() => Put(TarHeaderWriter.EndMarker);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        Length += bytes.Length;
    }
}
