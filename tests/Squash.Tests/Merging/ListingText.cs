using System.Text;

namespace Squash.Tests.Merging;

/// <summary>Prints a file system in the language of <see cref="StackText"/>: by path, defaults left out.</summary>
internal static class ListingText
{
    public static string Print(IEnumerable<ListedEntry> entries)
    {
        var lines = new List<string>();
        var firstNames = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            var path = StackText.Escape(entry.Path);
            lines.Add(firstNames.TryAdd(entry.Inode, path)
                ? Print(entry, path)
                : $"h {path}->{firstNames[entry.Inode]}");
        }

        return string.Join(", ", lines);
    }

    private static string Print(ListedEntry entry, string path)
    {
        var text = new StringBuilder($"{entry.Kind} {path}{entry.Value}");
        var attributes = Attributes(entry).ToList();
        if (attributes.Count > 0) text.Append(" [").AppendJoin(' ', attributes).Append(']');
        return text.ToString();
    }

    private static IEnumerable<string> Attributes(ListedEntry entry)
    {
        if (entry.Mode != StackText.DefaultMode(entry.Kind)) yield return EntryText.Mode(entry.Mode);
        if ((entry.Uid, entry.Gid) != (0, 0)) yield return $"{entry.Uid}:{entry.Gid}";
        if (entry.Mtime != "0") yield return "@" + entry.Mtime;
        foreach (var (key, value) in entry.Records.OrderBy(record => record.Key, StringComparer.Ordinal))
            yield return EntryText.Record(key, value);
    }
}
