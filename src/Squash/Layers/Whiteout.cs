namespace Squash.Layers;

/// <summary>Tells whiteouts, opaque markers and AUFS bookkeeping from entries by their paths alone (R6 to R12).</summary>
public static class Whiteout
{
    private static ReadOnlySpan<byte> Prefix => ".wh."u8;

    private static ReadOnlySpan<byte> OpaqueName => ".wh..wh..opq"u8;

    private static ReadOnlySpan<byte> LinkStore => ".wh..wh.plnk"u8;

    /// <summary>What the path is.</summary>
    /// <exception cref="InvalidDataException">It would delete its own directory or the one above (R10).</exception>
    public static WhiteoutKind Classify(LayerPath path)
    {
        if (path.Bytes.IndexOf(Prefix) < 0)
            return WhiteoutKind.None;
        for (var above = path.Parent; !above.IsRoot; above = above.Parent)
        {
            if (above.Name.StartsWith(Prefix))
                return IsInLinkStore(path) ? WhiteoutKind.LinkStore : WhiteoutKind.Dropped;
        }
        var name = path.Name;
        if (!name.StartsWith(Prefix))
            return WhiteoutKind.None;
        if (name.SequenceEqual(OpaqueName))
            return WhiteoutKind.Opaque;
        if (path.Parent.IsRoot && (name.SequenceEqual(LinkStore) || name.SequenceEqual(".wh..wh.aufs"u8)
            || name.SequenceEqual(".wh..wh.orph"u8)))
            return WhiteoutKind.Dropped;
        return Deleted(path) is var deleted && !deleted.IsEmpty && !deleted.SequenceEqual("."u8) && !deleted.SequenceEqual(".."u8)
            ? WhiteoutKind.Whiteout
            : throw new InvalidDataException("a whiteout names no entry (R10)");
    }

    /// <summary>Whether a name is a marker's, so that nothing else may have it.</summary>
    public static bool IsReserved(ReadOnlySpan<byte> name) => name.StartsWith(Prefix);

    /// <summary>The name that a whiteout deletes from its directory.</summary>
    public static ReadOnlySpan<byte> Deleted(LayerPath whiteout) => whiteout.Name[Prefix.Length..];

    /// <summary>The path of the whiteout that hides a path and all below it.</summary>
    public static byte[] Hiding(ReadOnlySpan<byte> path)
    {
        var name = path.LastIndexOf((byte)'/') + 1;
        return [.. path[..name], .. Prefix, .. path[name..]];
    }

    /// <summary>The path of the opaque marker in a directory that is not the root.</summary>
    public static byte[] HidingBelow(ReadOnlySpan<byte> directory) => [.. directory, (byte)'/', .. OpaqueName];

    /// <summary>Whether the path is directly or deeper in AUFS' store of hard links at the root.</summary>
    public static bool IsInLinkStore(LayerPath path) =>
        path.Bytes.StartsWith(LinkStore) && path.Bytes.Length > LinkStore.Length && path.Bytes[LinkStore.Length] == '/';
}
