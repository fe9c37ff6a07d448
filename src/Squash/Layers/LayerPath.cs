namespace Squash.Layers;

/// <summary>
/// The path of an entry within its layer, normalised lexically and as bytes (R1): no leading or trailing <c>/</c>, no
/// empty, <c>.</c> or <c>..</c> component. The root is empty.
/// </summary>
public readonly ref struct LayerPath
{
    private LayerPath(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The normalised bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether this is the root of the layer.</summary>
    public bool IsRoot => Bytes.IsEmpty;

    /// <summary>The last component.</summary>
    public ReadOnlySpan<byte> Name => Bytes[(Bytes.LastIndexOf((byte)'/') + 1)..];

    /// <summary>The path without its last component; the root's is the root.</summary>
    public LayerPath Parent => new(Bytes[..Math.Max(0, Bytes.LastIndexOf((byte)'/'))]);

    /// <summary>Normalises a recorded path; <paramref name="scratch"/> must be as long, and holds the result if it differs.</summary>
    /// <exception cref="InvalidDataException">It climbs above the root (R2).</exception>
    public static LayerPath Parse(ReadOnlySpan<byte> recorded, Span<byte> scratch)
    {
        var path = recorded is [(byte)'/', ..] or [.., (byte)'/'] ? recorded.Trim((byte)'/') : recorded;
        return new LayerPath(IsClean(path) ? path : Clean(path, scratch));
    }

    private static bool IsClean(ReadOnlySpan<byte> path)
    {
        // Only a component that begins with a dot or is empty can be unclean.
        if (path.StartsWith("."u8) && IsDots(path))
            return false;
        for (var rest = path; ;)
        {
            var slash = rest.IndexOf((byte)'/');
            if (slash < 0)
                return true;
            rest = rest[(slash + 1)..];
            if (rest[0] is (byte)'/' || (rest[0] is (byte)'.' && IsDots(rest)))
                return false;
        }
    }

    /// <summary>Whether the first component is <c>.</c> or <c>..</c>.</summary>
    private static bool IsDots(ReadOnlySpan<byte> path)
    {
        var component = Component(path);
        return component.SequenceEqual("."u8) || component.SequenceEqual(".."u8);
    }

    private static ReadOnlySpan<byte> Component(ReadOnlySpan<byte> path)
    {
        var slash = path.IndexOf((byte)'/');
        return slash < 0 ? path : path[..slash];
    }

    private static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> path, Span<byte> scratch)
    {
        var length = 0;
        while (!path.IsEmpty)
        {
            var component = Component(path);
            path = path[Math.Min(component.Length + 1, path.Length)..];
            if (component.IsEmpty || component.SequenceEqual("."u8))
                continue;
            if (component.SequenceEqual(".."u8))
            {
                if (length == 0)
                    throw new InvalidDataException("a path climbs above the root (R2)");
                length = Math.Max(0, scratch[..length].LastIndexOf((byte)'/'));
                continue;
            }
            if (length > 0)
                scratch[length++] = (byte)'/';
            component.CopyTo(scratch[length..]);
            length += component.Length;
        }
        return scratch[..length];
    }
}
