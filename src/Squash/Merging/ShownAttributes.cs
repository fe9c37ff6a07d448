using System.Text;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>Tells whether two headers of a directory show the same, however each of them is written.</summary>
internal static class ShownAttributes
{
    /// <summary>Compares all that an engine shows; names of owners are not (R27).</summary>
    public static bool AreSame(in TarHeader left, in TarHeader right) =>
        (left.Mode, left.Uid, left.Gid, left.MtimeSeconds) == (right.Mode, right.Uid, right.Gid, right.MtimeSeconds)
        && Fraction(left.MtimeText).SequenceEqual(Fraction(right.MtimeText))
        && (left.Records.SequenceEqual(right.Records) || Passed(left.Records).SetEquals(Passed(right.Records)));

    private static ReadOnlySpan<byte> Fraction(ReadOnlySpan<byte> seconds)
    {
        var point = seconds.IndexOf((byte)'.');
        return point < 0 ? default : seconds[(point + 1)..].TrimEnd((byte)'0');
    }

    /// <summary>The records that are written again, the last of a key; one char each byte.</summary>
    private static HashSet<(string Key, string Value)> Passed(ReadOnlySpan<byte> payload)
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in new PaxRecords(payload))
        {
            if (!PaxKey.IsField(record.Key) && !PaxKey.IsSparse(record.Key) && !PaxKey.IsOverlayXattr(record.Key))
                records[Encoding.Latin1.GetString(record.Key)] = Encoding.Latin1.GetString(record.Value);
        }
        return [.. records.Select(record => (record.Key, record.Value))];
    }
}
