using System.Globalization;
using System.Text;

namespace Squash.Tests.Merging;

/// <summary>
/// Reads a merged layer with no code of the engine, holds it to FLATTEN-RULES 1.7 as it reads, and gives its listing.
/// </summary>
internal sealed class FlatListing
{
    private readonly byte[] _tar;
    private readonly bool _mayHide;
    private readonly Dictionary<string, ListedEntry> _byName = new(StringComparer.Ordinal);
    private readonly List<ListedEntry> _entries = [];
    private bool _directoriesAreOver;
    private bool _markersAreOver;
    private string _lastMarker = "";
    private int _at;

    private FlatListing(byte[] tar, bool mayHide) => (_tar, _mayHide) = (tar, mayHide);

    /// <summary>The listing of <paramref name="tar"/> in the language of <see cref="StackText"/>.</summary>
    public static string Print(byte[] tar) => ListingText.Print(Read(tar));

    /// <summary>The entries of <paramref name="tar"/>; only a layer that stands on others may hide anything.</summary>
    public static IReadOnlyList<ListedEntry> Read(byte[] tar, bool mayHide = false)
    {
        var listing = new FlatListing(tar, mayHide);
        while (!listing.IsAtEnd()) listing.ReadEntry();
        return listing._entries;
    }

    private bool IsAtEnd()
    {
        Require(_at + 1024 <= _tar.Length, "the two blocks of the trailer are missing");
        if (_tar.AsSpan(_at, 512).ContainsAnyExcept((byte)0)) return false;
        Require(_tar.Length - _at == 1024 && !_tar.AsSpan(_at).ContainsAnyExcept((byte)0), "the trailer is not 1024 zeros");
        return true;
    }

    private void ReadEntry()
    {
        var records = new List<(string Key, string Value)>();
        if (_tar[_at + 156] == 'x')
        {
            CheckHeader();
            records = ReadRecords(Data());
            Require(records.Count > 0, "an extended header says nothing");
            // A repeated record passes as it stands: its last value counts, here as in every engine (R27).
            records = [.. records.GroupBy(record => record.Key).Select(group => group.Last())];
        }

        CheckHeader();
        var header = new FlatHeader(_tar.AsSpan(_at, 512), records);
        CheckName(header);
        var kind = "fhlcbdp"[header.Typeflag - '0'];
        var content = kind == 'f' ? Encoding.Latin1.GetString(Data()) : SkipHeaderOnly(header);
        Add(header, kind, content);
    }

    private void CheckHeader()
    {
        var block = _tar.AsSpan(_at, 512);
        Require(block.Slice(257, 8).SequenceEqual("ustar\000"u8), "the magic is not that of ustar");
        var sum = 8 * ' ';
        for (var i = 0; i < 512; i++) sum += i is >= 148 and < 156 ? 0 : block[i];
        Require(FlatHeader.Octal(block.Slice(148, 8)) == sum, "the checksum is wrong");
    }

    private void CheckName(FlatHeader header)
    {
        var name = header.Path;
        Require(header.Typeflag is >= '0' and <= '6', $"{name}: the typeflag is {header.Typeflag}");
        Require((header.Typeflag == '5') == name.EndsWith('/'), $"{name}: a directory, and only it, ends in a slash");
        header.RequireOnlyNeededRecords();
        if (name == "./")
        {
            Require(_entries.Count == 0, "the root is not the first entry");
            return;
        }

        var parts = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        Require(!parts.Any(part => part is "" or "." or ".."), $"{name}: the name is not clean");
        Require(!(_mayHide ? parts[..^1] : parts).Any(IsMarker), $"{name}: a whiteout remains");
        if (IsMarker(parts[^1])) CheckMarker(header);
        for (var i = 1; i < parts.Length; i++)
        {
            var parent = string.Join('/', parts[..i]);
            Require(_byName.GetValueOrDefault(parent)?.Kind == 'd', $"{name}: its parent {parent} did not come before");
        }

        _directoriesAreOver |= header.Typeflag != '5';
        Require(header.Typeflag != '5' || !_directoriesAreOver, $"{name}: a directory comes after other entries");
        _markersAreOver |= header.Typeflag != '5' && !IsMarker(parts[^1]);
    }

    private static bool IsMarker(string part) => part.StartsWith(".wh.", StringComparison.Ordinal);

    /// <summary>P1: an empty file between directories and all else, in the order of their paths.</summary>
    private void CheckMarker(FlatHeader header)
    {
        Require((header.Typeflag, header.Size, header.Mode) == ('0', 0, 0b110_000_000), $"{header.Path}: no plain marker");
        Require((header.Uid, header.Gid, header.Mtime) == (0, 0, "0"), $"{header.Path}: a marker with attributes");
        Require(!_markersAreOver, $"{header.Path}: a marker comes after other entries");
        Require(string.CompareOrdinal(_lastMarker, header.Path) < 0, $"{header.Path}: markers are out of order");
        _lastMarker = header.Path;
    }

    private void Add(FlatHeader header, char kind, string content)
    {
        var path = header.Path == "./" ? "." : header.Path.TrimEnd('/');
        var entry = new ListedEntry(path, kind)
        {
            Inode = header,
            Mode = header.Mode,
            Uid = header.Uid,
            Gid = header.Gid,
            Mtime = header.Mtime,
            Records = header.PassedRecords,
            Value = kind switch
            {
                'f' when content.Length > 0 => "=" + StackText.Escape(content),
                'l' => "->" + StackText.Escape(header.LinkPath),
                'c' or 'b' => $"={header.Device.Major}:{header.Device.Minor}",
                _ => "",
            },
        };
        if (kind == 'h') entry = Link(entry, header.LinkPath);
        Require(_byName.TryAdd(path, entry), $"{path}: the name comes twice");
        _entries.Add(entry);
    }

    /// <summary>A link gives its attributes to the inode, the last one's stay; the xattrs must be the inode's (R22).</summary>
    private ListedEntry Link(ListedEntry link, string target)
    {
        var data = _byName.GetValueOrDefault(target);
        Require(data is not null, $"{link.Path}: its target {target} did not come before");
        Require(data!.Kind != 'd', $"{link.Path}: its target {target} is a directory");
        Require(Xattrs(link).SequenceEqual(Xattrs(data)), $"{link.Path}: its xattrs are not those of {target}");
        for (var i = 0; i < _entries.Count; i++)
        {
            if (!ReferenceEquals(_entries[i].Inode, data.Inode)) continue;
            _entries[i] = _entries[i] with { Mode = link.Mode, Uid = link.Uid, Gid = link.Gid, Mtime = link.Mtime };
            _byName[_entries[i].Path] = _entries[i];
        }

        return _byName[target] with { Path = link.Path };
    }

    private static IEnumerable<(string Key, string Value)> Xattrs(ListedEntry entry) => entry.Records
        .Where(record => record.Key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal)).Order();

    private string SkipHeaderOnly(FlatHeader header)
    {
        Require(header.Size == 0, $"{header.Path}: it has a size but no data");
        _at += 512;
        return "";
    }

    private byte[] Data()
    {
        var size = (int)FlatHeader.Octal(_tar.AsSpan(_at + 124, 12));
        var data = _tar.AsSpan(_at + 512, size).ToArray();
        var end = _at + 512 + size;
        _at = (end + 511) & ~511;
        Require(!_tar.AsSpan(end, _at - end).ContainsAnyExcept((byte)0), "the padding is not zeros");
        return data;
    }

    private static List<(string Key, string Value)> ReadRecords(byte[] payload)
    {
        var records = new List<(string Key, string Value)>();
        for (var rest = Encoding.Latin1.GetString(payload); rest.Length > 0;)
        {
            var blank = rest.IndexOf(' ', StringComparison.Ordinal);
            var length = int.Parse(rest.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture);
            var record = rest[(blank + 1)..length];
            Require(record[^1] == '\n', "a record does not end in a newline");
            var parts = record[..^1].Split('=', 2);
            records.Add((parts[0], parts[1]));
            rest = rest[length..];
        }

        return records;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) Assert.Fail(otherwise);
    }
}
