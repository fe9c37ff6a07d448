using System.Text;

namespace Squash.Tests.Tar;

/// <summary>Archives with every oddity, written by hand. Text is Latin-1: every char is its byte.</summary>
internal sealed class TarBuilder
{
    private readonly MemoryStream _bytes = new();

    public byte[] Bytes => _bytes.ToArray();

    public TarBuilder Raw(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public TarBuilder Zeros(int count) => Raw(new byte[count]);

    public TarBuilder End() => Zeros(1024);

    public TarBuilder Header(RawHeader header) => Raw(header.Sealed());

    /// <summary>Content and the zeros up to the next block.</summary>
    public TarBuilder Data(string content) => Raw(Latin(content)).Zeros(-content.Length & 511);

    /// <summary>A ustar entry; <paramref name="change"/> makes it odd.</summary>
    public TarBuilder Entry(string name, char type = '0', string content = "", Action<RawHeader>? change = null)
    {
        var header = RawHeader.Ustar(name, type, content.Length);
        change?.Invoke(header);
        return Header(header).Data(content);
    }

    public TarBuilder Gnu(string name, char type = '0', string content = "", Action<RawHeader>? change = null)
    {
        var header = RawHeader.Gnu(name, type, content.Length);
        change?.Invoke(header);
        return Header(header).Data(content);
    }

    /// <summary>An extended header of records.</summary>
    public TarBuilder Pax(params (string Key, string Value)[] records) =>
        Entry("PaxHeaders.0/x", 'x', string.Concat(records.Select(Record)));

    public TarBuilder LongName(string name) => Gnu("././@LongLink", 'L', name + "\0");

    public TarBuilder LongLink(string name) => Gnu("././@LongLink", 'K', name + "\0");

    public static string Record((string Key, string Value) record)
    {
        var rest = $" {record.Key}={record.Value}\n";
        var length = rest.Length + 1;
        while ($"{length}{rest}".Length != length)
            length++;
        return $"{length}{rest}";
    }

    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
