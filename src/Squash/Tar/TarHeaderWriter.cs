using System.Buffers;
using System.Buffers.Text;

namespace Squash.Tar;

/// <summary>
/// Writes header blocks in the one form that loads and saves again everywhere (FLATTEN-RULES 1.7): ustar, and a PAX
/// extended header only when a field does not fit.
/// </summary>
public sealed class TarHeaderWriter
{
    private const int LargestOctalId = 0x1FFFFF;
    private const int NameField = 100;
    private const int OwnerField = 31;
    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly ArrayBufferWriter<byte> _blocks = new();

    /// <summary>Two blocks of zeros: the end of an archive.</summary>
    public static ReadOnlySpan<byte> EndMarker => new byte[2 * TarBlock.Size];

    /// <summary>How many zeros follow data of this size up to the next block.</summary>
    public static int Padding(long size) => (int)(-size & (TarBlock.Size - 1));

    /// <summary>Makes the header blocks; valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The extended header would be larger than any engine loads.</exception>
    public ReadOnlySpan<byte> Write(in TarHeader header)
    {
        _records.ResetWrittenCount();
        _blocks.ResetWrittenCount();
        WriteFieldRecords(header);
        foreach (var record in new PaxRecords(header.Records))
        {
            if (!PaxKey.IsField(record.Key) && !PaxKey.IsSparse(record.Key) && !PaxKey.IsOverlayXattr(record.Key))
                _records.Write(record.Raw);
        }
        if (_records.WrittenCount > TarLimits.ExtendedHeaderBytes)
            throw new InvalidDataException("the extended header of an entry is too large");
        if (_records.WrittenCount > 0)
            WriteExtendedHeader(header.Path);
        WriteBlock(header, (byte)header.Type, header.Size);
        return _blocks.WrittenSpan;
    }

    private void WriteFieldRecords(in TarHeader header)
    {
        if (!FitsField(header.Path, NameField))
            WriteRecord(PaxKey.Path, header.Path);
        if (!FitsField(header.LinkPath, NameField))
            WriteRecord(PaxKey.Linkpath, header.LinkPath);
        if (header.Size > TarNumber.LargestOctal(12))
            WriteRecord(PaxKey.Size, header.Size);
        if (header.Uid > LargestOctalId)
            WriteRecord(PaxKey.Uid, header.Uid);
        if (header.Gid > LargestOctalId)
            WriteRecord(PaxKey.Gid, header.Gid);
        if (header.MtimeText.Contains((byte)'.'))
            WriteRecord(PaxKey.Mtime, header.MtimeText);
        else if (header.MtimeSeconds < 0 || header.MtimeSeconds > TarNumber.LargestOctal(12))
            WriteRecord(PaxKey.Mtime, header.MtimeSeconds);
        if (!FitsField(header.UserName, OwnerField))
            WriteRecord(PaxKey.Uname, header.UserName);
        if (!FitsField(header.GroupName, OwnerField))
            WriteRecord(PaxKey.Gname, header.GroupName);
    }

    private static bool FitsField(ReadOnlySpan<byte> text, int length) =>
        text.Length <= length && !text.ContainsAnyExceptInRange<byte>(1, 127);

    private void WriteRecord(ReadOnlySpan<byte> key, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        WriteRecord(key, digits[..length]);
    }

    private void WriteRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits.
        var rest = key.Length + value.Length + 3;
        var length = rest;
        while (Digits(length) + rest != length)
            length = Digits(length) + rest;
        var target = _records.GetSpan(length);
        Utf8Formatter.TryFormat(length, target, out var used);
        target[used++] = (byte)' ';
        key.CopyTo(target[used..]);
        used += key.Length;
        target[used++] = (byte)'=';
        value.CopyTo(target[used..]);
        target[used + value.Length] = (byte)'\n';
        _records.Advance(length);
    }

    private static int Digits(int value) => value < 10 ? 1 : 1 + Digits(value / 10);

    private void WriteExtendedHeader(ReadOnlySpan<byte> path)
    {
        var name = path.TrimEnd((byte)'/');
        Span<byte> extended = stackalloc byte[NameField];
        "PaxHeaders.0/"u8.CopyTo(extended);
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        name = name[..Math.Min(name.Length, NameField - 13)];
        name.CopyTo(extended[13..]);
        WriteBlock(new TarHeader { Path = extended[..(13 + name.Length)], Mode = 0x1A4 }, (byte)'x', _records.WrittenCount);
        _blocks.Write(_records.WrittenSpan);
        var padding = Padding(_records.WrittenCount);
        _blocks.GetSpan(padding)[..padding].Clear();
        _blocks.Advance(padding);
    }

    private void WriteBlock(in TarHeader header, byte typeflag, long size)
    {
        var block = _blocks.GetSpan(TarBlock.Size)[..TarBlock.Size];
        block.Clear();
        WriteName(block[..NameField], header.Path);
        TarNumber.WriteOctal(block.Slice(100, 8), header.Mode);
        TarNumber.WriteOctal(block.Slice(108, 8), header.Uid > LargestOctalId ? 0 : header.Uid);
        TarNumber.WriteOctal(block.Slice(116, 8), header.Gid > LargestOctalId ? 0 : header.Gid);
        TarNumber.WriteOctal(block.Slice(124, 12), size > TarNumber.LargestOctal(12) ? 0 : size);
        TarNumber.WriteOctal(block.Slice(136, 12), Math.Clamp(header.MtimeSeconds, 0, TarNumber.LargestOctal(12)));
        block[156] = typeflag;
        WriteName(block.Slice(157, NameField), header.LinkPath);
        "ustar\u000000"u8.CopyTo(block[257..]);
        if (FitsField(header.UserName, OwnerField))
            header.UserName.CopyTo(block[265..]);
        if (FitsField(header.GroupName, OwnerField))
            header.GroupName.CopyTo(block[297..]);
        WriteDevice(block.Slice(329, 8), header.DevMajor);
        WriteDevice(block.Slice(337, 8), header.DevMinor);
        TarNumber.WriteOctal(block.Slice(148, 7), TarChecksum.Unsigned(block));
        block[155] = (byte)' ';
        _blocks.Advance(TarBlock.Size);
    }

    /// <summary>As much of the name as fits, for readers that know no PAX; the record holds it whole.</summary>
    private static void WriteName(Span<byte> field, ReadOnlySpan<byte> name)
    {
        name = name[..Math.Min(name.Length, field.Length)];
        for (var i = 0; i < name.Length; i++)
            field[i] = name[i] is >= 1 and <= 127 ? name[i] : (byte)'_';
    }

    private static void WriteDevice(Span<byte> field, uint number)
    {
        if (number > LargestOctalId)
            TarNumber.WriteBase256(field, number);
        else
            TarNumber.WriteOctal(field, number);
    }
}
