using System.Text;

namespace Squash.Tests.Merging;

/// <summary>Prints one entry of a stack in the language of <see cref="StackText"/>.</summary>
internal static class EntryText
{
    private const string Xattr = "SCHILY.xattr.";

    public static string Print(EntrySpec entry)
    {
        var kind = "fhlcbdp"[entry.Typeflag - '0'];
        var value = kind switch
        {
            'f' when entry.Data.Length > 0 => "=" + StackText.Escape(entry.Data),
            'h' or 'l' => "->" + StackText.Escape(entry.LinkTarget),
            'c' or 'b' => $"={entry.Device.Major}:{entry.Device.Minor}",
            _ => "",
        };
        var text = new StringBuilder($"{kind} {StackText.Escape(entry.Name)}{value}");
        List<string> attributes = [.. Attributes(entry, StackText.DefaultMode(kind))];
        if (attributes.Count > 0) text.Append(" [").AppendJoin(' ', attributes).Append(']');
        return text.ToString();
    }

    /// <summary>The attributes that are not the default; entries and listings print the same.</summary>
    private static IEnumerable<string> Attributes(EntrySpec entry, int defaultMode)
    {
        if (entry.Mode != defaultMode) yield return Mode(entry.Mode);
        if ((entry.Uid, entry.Gid) != (0, 0)) yield return $"{entry.Uid}:{entry.Gid}";
        if (entry.Mtime != "0") yield return "@" + entry.Mtime;
        foreach (var (key, value) in entry.Records) yield return Record(key, value);
    }

    public static string Mode(int mode) => "0" + Convert.ToString(mode, 8).PadLeft(3, '0');

    public static string Record(string key, string value) => key.StartsWith(Xattr, StringComparison.Ordinal)
        ? $"x.{StackText.Escape(key[Xattr.Length..])}={StackText.Escape(value)}"
        : $"p.{StackText.Escape(key)}={StackText.Escape(value)}";
}
