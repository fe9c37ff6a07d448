using System.Globalization;
using System.Text;

namespace Squash.Tests.Merging;

/// <summary>The fields of one header of a merged layer, records applied. Strings hold bytes (Latin-1).</summary>
internal sealed class FlatHeader
{
    private readonly IReadOnlyList<(string Key, string Value)> _records;

    public FlatHeader(ReadOnlySpan<byte> block, IReadOnlyList<(string Key, string Value)> records)
    {
        _records = records;
        Typeflag = (char)block[156];
        var prefix = Text(block.Slice(345, 155));
        Path = Record("path") ?? (prefix.Length > 0 ? prefix + "/" : "") + Text(block[..100]);
        LinkPath = Record("linkpath") ?? Text(block.Slice(157, 100));
        Mode = (int)Octal(block.Slice(100, 8));
        Uid = Number("uid") ?? Octal(block.Slice(108, 8));
        Gid = Number("gid") ?? Octal(block.Slice(116, 8));
        Size = Number("size") ?? Octal(block.Slice(124, 12));
        Mtime = Shortest(Record("mtime")) ?? Octal(block.Slice(136, 12)).ToString(CultureInfo.InvariantCulture);
        Device = Typeflag is '3' or '4' ? (Octal(block.Slice(329, 8)), Octal(block.Slice(337, 8))) : (0, 0);
    }

    public char Typeflag { get; }

    public string Path { get; }

    public string LinkPath { get; }

    public int Mode { get; }

    public long Uid { get; }

    public long Gid { get; }

    public long Size { get; }

    public string Mtime { get; }

    public (long Major, long Minor) Device { get; }

    /// <summary>The records that no field of the header stands for.</summary>
    public IReadOnlyList<(string Key, string Value)> PassedRecords => [.. _records.Where(record => !IsField(record.Key))];

    /// <summary>FLATTEN-RULES 1.7: a record for a field only where the field cannot say it.</summary>
    public void RequireOnlyNeededRecords()
    {
        foreach (var (key, value) in _records.Where(record => IsField(record.Key)))
        {
            var isNeeded = key switch
            {
                "path" or "linkpath" => value.Length > 100 || value.Any(c => c > '\x7e'),
                "uid" or "gid" => long.Parse(value, CultureInfo.InvariantCulture) > 2097151,
                "size" => long.Parse(value, CultureInfo.InvariantCulture) >= 1L << 33,
                "mtime" => value.Contains('.') || value.Contains('-')
                    || long.Parse(value, CultureInfo.InvariantCulture) >= 1L << 33,
                _ => value.Length > 31 || value.Any(c => c > '\x7e'),
            };
            if (!isNeeded) Assert.Fail($"{Path}: the record {key}={value} is not needed");
        }
    }

    public static long Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') Assert.Fail($"not an octal field: {Text(field)}");
            value = (value * 8) + digit - '0';
        }

        return value;
    }

    private static bool IsField(string key) => key is
        "path" or "linkpath" or "size" or "uid" or "gid" or "mtime" or "uname" or "gname";

    private string? Record(string key) => _records.FirstOrDefault(record => record.Key == key).Value;

    private long? Number(string key) =>
        Record(key) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Shortest(string? seconds) =>
        seconds is not null && seconds.Contains('.') ? seconds.TrimEnd('0').TrimEnd('.') : seconds;

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }
}
