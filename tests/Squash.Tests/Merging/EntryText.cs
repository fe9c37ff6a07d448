using System.Text;

namespace Squash.Tests.Merging;

/// <summary>Prints one entry of a stack in the language of <see cref="StackText"/>.</summary>
internal static class EntryText
{
    private const string Xattr = "SCHILY.xattr.";

    public static string Print(EntrySpec entry)
    {
        var kind = KindOf(entry.Typeflag);
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

    private static IEnumerable<string> Attributes(EntrySpec entry, int defaultMode)
    {
        if (entry.Mode != defaultMode) yield return Mode(entry.Mode);
        if ((entry.Uid, entry.Gid) != (0, 0)) yield return $"{entry.Uid}:{entry.Gid}";
        if (entry.Mtime != "0") yield return "@" + entry.Mtime;
        foreach (var (key, value) in entry.Records) yield return Record(key, value);
        if (entry.Typeflag is < '0' or > '6') yield return $"type={StackText.Escape(entry.Typeflag.ToString())}";
        if (entry.ClaimedSize is { } size) yield return $"size={size}";
        if (entry.Form != "ustar") yield return $"form={entry.Form}";
    }

    /// <summary>The letter of a typeflag; NUL and 7 are regular files too.</summary>
    public static char KindOf(char typeflag) => typeflag is >= '0' and <= '6' ? "fhlcbdp"[typeflag - '0'] : 'f';

    public static string Mode(int mode) => "0" + Convert.ToString(mode, 8).PadLeft(3, '0');

    public static string Record(string key, string value) => key.StartsWith(Xattr, StringComparison.Ordinal)
        ? $"x.{StackText.Escape(key[Xattr.Length..])}={StackText.Escape(value)}"
        : $"p.{StackText.Escape(key)}={StackText.Escape(value)}";
}
