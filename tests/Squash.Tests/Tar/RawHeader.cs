using System.Text;

namespace Squash.Tests.Tar;

/// <summary>One header block written by hand: any bytes at any offset; knows nothing of src/Squash/Tar.</summary>
internal sealed class RawHeader
{
    public byte[] Bytes { get; } = new byte[512];

    public static RawHeader Ustar(string name, char type, long size)
    {
        var header = V7(name, type, size).Text(257, "ustar\u000000").Text(265, "root").Text(297, "root");
        return header.Octal(329, 8, 0).Octal(337, 8, 0);
    }

    public static RawHeader Gnu(string name, char type, long size) =>
        V7(name, type, size).Text(257, "ustar  \0");

    public static RawHeader Star(string name, char type, long size) =>
        Ustar(name, type, size).Octal(476, 12, 1).Octal(488, 12, 1).Text(508, "tar\0");

    public static RawHeader V7(string name, char type, long size) => new RawHeader()
        .Text(0, name).Octal(100, 8, 0x1A4).Octal(108, 8, 0).Octal(116, 8, 0).Octal(124, 12, size).Octal(136, 12, 1000)
        .Byte(156, (byte)type);

    /// <summary>Latin-1: every char is its byte.</summary>
    public RawHeader Text(int offset, string text)
    {
        Encoding.Latin1.GetBytes(text).CopyTo(Bytes, offset);
        return this;
    }

    public RawHeader Byte(int offset, byte value)
    {
        Bytes[offset] = value;
        return this;
    }

    public RawHeader Octal(int offset, int length, long value) =>
        Text(offset, Convert.ToString(value, 8).PadLeft(length - 1, '0') + "\0");

    public RawHeader Base256(int offset, int length, long value)
    {
        for (var i = length - 1; i >= 0; i--, value >>= 8)
            Bytes[offset + i] = (byte)value;
        Bytes[offset] |= 0x80;
        return this;
    }

    public byte[] Sealed(bool signed = false)
    {
        "        "u8.CopyTo(Bytes.AsSpan(148));
        var sum = signed ? Bytes.Sum(value => (sbyte)value) : Bytes.Sum(value => value);
        return Text(148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").Bytes;
    }
}
