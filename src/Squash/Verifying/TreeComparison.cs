using System.Globalization;

namespace Squash.Verifying;

/// <summary>Compares two file systems path by path, field by field, and says each difference in one sentence.</summary>
internal sealed class TreeComparison(InodeTree original, InodeTree flat)
{
    /// <summary>How many paths have been compared so far.</summary>
    public long ComparedPaths { get; private set; }

    /// <summary>Every difference; each begins with the path.</summary>
    public IEnumerable<string> Differences()
    {
        ComparedPaths = 1;
        foreach (var difference in RootDifferences()) yield return difference;

        var (left, right) = (original.List(), flat.List());
        var (leftNames, rightNames) = (FirstNames(left), FirstNames(right));
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            ComparedPaths++;
            var order = i == left.Count ? 1 : j == right.Count ? -1 : left[i].Path.CompareTo(right[j].Path);
            if (order < 0)
            {
                yield return $"{left[i++].Path}: is missing in the flat image";
                continue;
            }

            if (order > 0)
            {
                yield return $"{right[j++].Path}: is only in the flat image";
                continue;
            }

            var (path, first) = left[i++];
            var second = right[j++].Inode;
            foreach (var (field, before, after) in Fields(first, second))
            {
                if (before != after) yield return $"{path}: {field} is {before} in the original and {after} in the flat image";
            }

            if (leftNames[first] != rightNames[second])
            {
                yield return $"{path}: is one inode with {leftNames[first]} in the original and with "
                    + $"{rightNames[second]} in the flat image";
            }
        }
    }

    private IEnumerable<string> RootDifferences()
    {
        if (original.HasRootEntry != flat.HasRootEntry)
        {
            yield return original.HasRootEntry
                ? "/: has an entry only in the original"
                : "/: has an entry only in the flat image";
        }

        foreach (var (field, before, after) in Fields(original.Root, flat.Root))
        {
            if (before != after) yield return $"/: {field} is {before} in the original and {after} in the flat image";
        }
    }

    /// <summary>The names of an inode are compared by the first of them: equal for all paths, the groups are equal.</summary>
    private static Dictionary<Inode, ByteString> FirstNames(IReadOnlyList<(ByteString Path, Inode Inode)> all)
    {
        var names = new Dictionary<Inode, ByteString>(all.Count);
        foreach (var (path, inode) in all) names.TryAdd(inode, path);
        return names;
    }

    private static IEnumerable<(string Field, string Before, string After)> Fields(Inode a, Inode b)
    {
        yield return ("the type", a.Kind.ToString(), b.Kind.ToString());
        yield return ("the mode", Octal(a.Attributes.Mode), Octal(b.Attributes.Mode));
        yield return ("the owner", Number(a.Attributes.Uid), Number(b.Attributes.Uid));
        yield return ("the group", Number(a.Attributes.Gid), Number(b.Attributes.Gid));
        yield return ("the modification time", a.Attributes.ModifiedSeconds, b.Attributes.ModifiedSeconds);
        yield return ("the device number", Number(a.Device.Major, a.Device.Minor), Number(b.Device.Major, b.Device.Minor));
        if (a.Kind == EntryKind.Symlink || b.Kind == EntryKind.Symlink)
            yield return ("the link target", a.LinkTarget.ToString(), b.LinkTarget.ToString());
        yield return ("the size", Number(a.Size), Number(b.Size));
        yield return ("the SHA-256 of the content", a.ContentHash, b.ContentHash);
        foreach (var key in a.Records.Keys.Union(b.Records.Keys).Order())
            yield return ($"the record {key}", Value(a, key), Value(b, key));
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(long major, long minor) => $"{Number(major)}:{Number(minor)}";

    private static string Value(Inode inode, ByteString key) =>
        inode.Records.TryGetValue(key, out var value) ? $"\"{value}\"" : "absent";
}
