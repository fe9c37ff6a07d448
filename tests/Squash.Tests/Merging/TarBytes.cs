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
        if (entry.Form == "global") AddExtended('g', [("uid", "77"), ("path", "global"), ("SCHILY.xattr.user.global", "1")]);
        var records = entry.Records.ToList();
        var isPlainTime = ulong.TryParse(entry.Mtime, CultureInfo.InvariantCulture, out var seconds);
        AddRecord(records, "mtime", entry.Mtime, !isPlainTime);
        if (entry.Form == "gnu")
        {
            AddLong('L', entry.Name);
            AddLong('K', entry.LinkTarget);
        }
        else
        {
            AddRecord(records, "path", entry.Name, entry.Name.Length > 100 && PrefixLength(entry) == 0);
            AddRecord(records, "linkpath", entry.LinkTarget, entry.LinkTarget.Length > 100);
            AddRecord(records, "uid", Text(entry.Uid), entry.Uid > Octal7);
            AddRecord(records, "gid", Text(entry.Gid), entry.Gid > Octal7);
        }

        if (records.Count > 0) AddExtended('x', records);
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

    private void AddExtended(char typeflag, List<(string Key, string Value)> records)
    {
        var payload = string.Concat(records.Select(record => Record(record.Key, record.Value)));
        AddHeader(new EntrySpec { Name = "pax", Typeflag = typeflag, Data = payload }, 0);
        AddPadded(Encoding.Latin1.GetBytes(payload));
    }

    private void AddLong(char typeflag, string name)
    {
        if (name.Length <= 100) return;
        AddHeader(new EntrySpec { Name = "././@LongLink", Typeflag = typeflag, Data = name + "\0", Form = "gnu" }, 0);
        AddPadded(Encoding.Latin1.GetBytes(name + "\0"));
    }

    private void AddHeader(EntrySpec entry, long seconds)
    {
        var block = new byte[BlockSize];
        var prefix = PrefixLength(entry);
        Put(block, 0, 100, entry.Name[(prefix == 0 ? 0 : prefix + 1)..]);
        PutOctal(block, 100, 8, entry.Mode);
        PutId(block, 108, entry.Uid, entry.Form);
        PutId(block, 116, entry.Gid, entry.Form);
        PutOctal(block, 124, 12, entry.ClaimedSize ?? entry.Data.Length);
        PutOctal(block, 136, 12, seconds);
        block.AsSpan(148, 8).Fill((byte)' ');
        block[156] = (byte)entry.Typeflag;
        Put(block, 157, 100, entry.LinkTarget);
        Put(block, 257, 8, entry.Form switch { "v7" => "", "gnu" => "ustar  ", _ => "ustar\0" + "00" });
        PutOctal(block, 329, 8, entry.Device.Major);
        PutOctal(block, 337, 8, entry.Device.Minor);
        Put(block, 345, 155, entry.Name[..prefix]);
        PutOctal(block, 148, 7, block.Sum(b => b));
        _bytes.Write(block);
    }

    /// <summary>Where a long name is split, so that both halves fit their fields; 0 if it is not.</summary>
    private static int PrefixLength(EntrySpec entry)
    {
        if (entry.Form != "prefix" || entry.Name.Length <= 100) return 0;
        var slash = entry.Name.IndexOf('/', entry.Name.Length - 101);
        return slash is > 0 and <= 155 && slash < entry.Name.Length - 1 ? slash : 0;
    }

    private static void PutId(byte[] block, int at, long id, string form)
    {
        PutOctal(block, at, 8, Math.Min(id, Octal7));
        if (id <= Octal7 || form != "gnu") return;
        block[at] = 0x80;
        for (var i = 7; i > 0; i--, id >>= 8) block[at + i] = (byte)id;
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
