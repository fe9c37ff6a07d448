using System.Text;

namespace Squash.Tests.Tar;

/// <summary>Reads whole archives for tests.</summary>
internal static class Reading
{
    public static List<ReadEntry> All(TarBuilder archive) => All(new MemoryStream(archive.Bytes));

    public static ReadEntry One(TarBuilder archive) => Assert.Single(All(archive));

    public static List<ReadEntry> All(Stream source, int bufferBytes = TarReader.SkimmingBuffer, bool withContent = true)
    {
        var entries = new List<ReadEntry>();
        Into(entries, source, bufferBytes, withContent);
        return entries;
    }

    /// <summary>Fills the list until the archive ends or is refused.</summary>
    public static void Into(List<ReadEntry> entries, Stream source, int bufferBytes, bool withContent)
    {
        var reader = new TarReader(source, bufferBytes);
        while (reader.Read())
        {
            var entry = Facts(reader.Entry);
            entries.Add(entry);
            if (!withContent || entry.Size > 1 << 20)
                continue;
            var content = new MemoryStream();
            reader.CopyContentTo(content);
            entries[^1] = entry with { Content = Encoding.Latin1.GetString(content.ToArray()) };
        }
        Assert.False(reader.Read());
    }

    /// <summary>Why the archive is refused; every refusal names the offset.</summary>
    public static string Refusal(TarBuilder archive)
    {
        var error = Assert.Throws<InvalidDataException>(() => All(archive));
        Assert.Contains("offset", error.Message);
        return error.Message;
    }

    /// <summary>The raw copy of every entry, one after another.</summary>
    public static byte[] RawCopy(byte[] archive)
    {
        var reader = new TarReader(new MemoryStream(archive));
        var copy = new MemoryStream();
        while (reader.Read())
            reader.CopyRawTo(copy);
        return copy.ToArray();
    }

    public static ReadEntry Facts(TarEntry entry) => new(
        Text(entry.Path), Text(entry.LinkPath), entry.Type, entry.Size, entry.Mode, entry.Uid, entry.Gid,
        entry.MtimeSeconds, Text(entry.MtimeText), entry.DevMajor, entry.DevMinor, Text(entry.UserName),
        Text(entry.GroupName), Text(entry.PaxPayload), entry.IsCanonical, entry.IsSparse, entry.Offset, entry.DataOffset,
        "");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
