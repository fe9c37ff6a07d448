using System.Globalization;
using System.Text;

namespace Squash.Tests.Merging;

/// <summary>Writes layers byte by byte, with no code of the engine: ustar, and a PAX header where a field needs it.</summary>
internal sealed class TarBytes
{
    private const int BlockSize = 512;
    private readonly MemoryStream _bytes = new();

    public static byte[] Layer(IEnumerable<EntrySpec> entries)
    {
        var layer = new TarBytes();
        foreach (var entry in entries) layer.Add(entry);
        return layer.End();
    }

    public TarBytes Add(EntrySpec entry)
    {
        var records = entry.Records.ToList();
        AddRecord(records, "path", entry.Name, entry.Name.Length > 100);
        AddRecord(records, "linkpath", entry.LinkTarget, entry.LinkTarget.Length > 100);
        AddRecord(records, "uid", Text(entry.Uid), entry.Uid > Octal7);
        AddRecord(records, "gid", Text(entry.Gid), entry.Gid > Octal7);
        var isPlainTime = ulong.TryParse(entry.Mtime, CultureInfo.InvariantCulture, out var seconds);
        AddRecord(records, "mtime", entry.Mtime, !isPlainTime);
        if (records.Count > 0) AddExtended(records);
        AddHeader(entry, (long)seconds);
        return AddPadded(Encoding.Latin1.GetBytes(entry.Data));
    }

    /// <summary>Two blocks of zeros, and all that was written.</summary>
    public byte[] End()
    {
        _bytes.Write(new byte[2 * BlockSize]);
        return _bytes.ToArray();
    }

    /// <summary>One record; its length counts its own digits.</summary>
    public static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = rest.Length + 1;
        while (rest.Length + Text(length).Length > length) length++;
        return Text(length) + rest;
    }

    private const long Octal7 = 2097151;

    private static void AddRecord(List<(string Key, string Value)> records, string key, string value, bool isNeeded)
    {
        if (isNeeded && !records.Exists(record => record.Key == key)) records.Add((key, value));
    }

    private void AddExtended(List<(string Key, string Value)> records)
    {
        var payload = string.Concat(records.Select(record => Record(record.Key, record.Value)));
        AddHeader(new EntrySpec { Name = "pax", Typeflag = 'x', Data = payload }, 0);
        AddPadded(Encoding.Latin1.GetBytes(payload));
    }

    private void AddHeader(EntrySpec entry, long seconds)
    {
        var block = new byte[BlockSize];
        Put(block, 0, 100, entry.Name);
        PutOctal(block, 100, 8, entry.Mode);
        PutOctal(block, 108, 8, Math.Min(entry.Uid, Octal7));
        PutOctal(block, 116, 8, Math.Min(entry.Gid, Octal7));
        PutOctal(block, 124, 12, entry.ClaimedSize ?? entry.Data.Length);
        PutOctal(block, 136, 12, seconds);
        block.AsSpan(148, 8).Fill((byte)' ');
        block[156] = (byte)entry.Typeflag;
        Put(block, 157, 100, entry.LinkTarget);
        Put(block, 257, 8, "ustar\0" + "00");
        PutOctal(block, 329, 8, entry.Device.Major);
        PutOctal(block, 337, 8, entry.Device.Minor);
        PutOctal(block, 148, 7, block.Sum(b => b));
        _bytes.Write(block);
    }

    private TarBytes AddPadded(byte[] data)
    {
        _bytes.Write(data);
        _bytes.Write(new byte[-data.Length & (BlockSize - 1)]);
        return this;
    }

    private static void Put(byte[] block, int at, int length, string text) =>
        Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(length, text.Length)), block.AsSpan(at, length));

    private static void PutOctal(byte[] block, int at, int length, long value) =>
        Put(block, at, length, Convert.ToString(value, 8).PadLeft(length - 1, '0') + "\0");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
