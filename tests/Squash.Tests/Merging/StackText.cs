using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Squash.Tests.Merging;

/// <summary>
/// The language of merge cases, one line each: layers, bottom first, separated by <c>|</c>; entries by <c>,</c>.
/// <code>
/// f path=content   d path   l path->target   h path->target   c path=major:minor   b path=major:minor   p path
/// w path: a whiteout of path          o path: an opaque marker in path ('.' is the root)
/// [0755 1:2 @12.5 x.user.a=b p.key=value type=7 size=512 form=gnu]: mode, owner, time, xattr, any record, header fields
/// \xNN: any byte, where the language would read it otherwise
/// </code>
/// </summary>
internal static partial class StackText
{
    public static IReadOnlyList<IReadOnlyList<EntrySpec>> Parse(string stack) =>
        [.. stack.Split('|').Select(layer => ParseLayer(layer.Trim()))];

    /// <summary>Writes a stack so that <see cref="Parse"/> reads it back; markers as the files that they are.</summary>
    public static string Print(IEnumerable<IEnumerable<EntrySpec>> layers) =>
        string.Join(" | ", layers.Select(layer => string.Join(", ", layer.Select(EntryText.Print))));

    public static int DefaultMode(char kind) => kind switch
    {
        'd' => 0b111_101_101,
        'l' => 0b111_111_111,
        _ => 0b110_100_100,
    };

    /// <summary>Writes bytes so that <see cref="Parse"/> reads them back.</summary>
    public static string Escape(string latin1)
    {
        var text = new StringBuilder();
        foreach (var c in latin1)
        {
            if (c is > ' ' and < '\x7f' and not (',' or '|' or '=' or '[' or ']' or '\\'))
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        }

        return text.ToString();
    }

    private static EntrySpec[] ParseLayer(string layer) =>
        layer.Length == 0 ? [] : [.. layer.Split(',').Select(entry => ParseEntry(entry.Trim()))];

    private static EntrySpec ParseEntry(string entry)
    {
        var match = EntryPattern().Match(entry.Length == 1 ? entry + " " : entry);
        if (!match.Success) throw new FormatException($"not an entry: {entry}");
        var kind = match.Groups["kind"].Value[0];
        var path = Unescape(match.Groups["path"].Value);
        var value = Unescape(match.Groups["value"].Value);
        var spec = new EntrySpec
        {
            Name = NameOf(kind, path),
            Typeflag = TypeflagOf(kind),
            Mode = DefaultMode(kind),
            LinkTarget = kind is 'l' or 'h' ? value : "",
            Data = kind == 'f' ? value : "",
            Device = kind is 'c' or 'b' ? Pair(value) : (0, 0),
        };
        return match.Groups["attributes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(spec, With);
    }

    private static string NameOf(char kind, string path)
    {
        var slash = path.LastIndexOf('/') + 1;
        return kind switch
        {
            'w' => path[..slash] + ".wh." + path[slash..],
            'o' when path == "." => ".wh..wh..opq",
            'o' => path + "/.wh..wh..opq",
            _ => path,
        };
    }

    private static char TypeflagOf(char kind) => kind switch
    {
        'h' => '1',
        'l' => '2',
        'c' => '3',
        'b' => '4',
        'd' => '5',
        'p' => '6',
        _ => '0',
    };

    private static EntrySpec With(EntrySpec spec, string attribute)
    {
        var (key, value) = attribute.Split('=', 2) is [var k, var v] ? (Unescape(k), Unescape(v)) : (attribute, "");
        return key switch
        {
            "type" => spec with { Typeflag = value[0] },
            "form" => spec with { Form = value },
            "size" => spec with { ClaimedSize = Number(value) },
            ['@', ..] => spec with { Mtime = key[1..] },
            ['x', '.', ..] => spec with { Records = [.. spec.Records, ("SCHILY.xattr." + key[2..], value)] },
            ['p', '.', ..] => spec with { Records = [.. spec.Records, (key[2..], value)] },
            ['0', ..] when !key.Contains(':') => spec with { Mode = Convert.ToInt32(key, 8) },
            _ => spec with { Uid = Pair(key).Major, Gid = Pair(key).Minor },
        };
    }

    private static (long Major, long Minor) Pair(string text) =>
        text.Split(':') is [var a, var b] ? (Number(a), Number(b)) : throw new FormatException($"not a pair: {text}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Unescape(string text) => EscapePattern().Replace(
        text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    [GeneratedRegex(@"\\x([0-9a-f]{2})")]
    private static partial Regex EscapePattern();

    [GeneratedRegex(@"^(?<kind>[fdlhcbpwo]) (?<path>[^=\[]*?)((=|->)(?<value>[^\[]*?))?( \[(?<attributes>[^\]]*)\])?$")]
    private static partial Regex EntryPattern();
}
