using System.Runtime.CompilerServices;
using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// The symbolic links of the layer being planned. Engines unpack a layer by itself, so that an entry below such a link goes
/// where the link leads at that moment, and a hard link's target is looked for there. Links of lower layers lead nowhere (R3).
/// Few layers have such entries; only then are all links of the layer read.
/// </summary>
internal sealed class LayerSymlinks(LayerScope scope, InodeMap inodes)
{
    /// <summary>As many as Linux follows on one path.</summary>
    private const int MostOnOnePath = 40;

    private readonly EntryBytes _targets = new("the targets of its symbolic links, below which there are entries,");
    private readonly List<PathKey> _way = [];
    private Func<Stream> _open = () => Stream.Null;
    private bool _isRead;
    private long _followed;

    /// <summary>Goes to the next layer, which can be read again.</summary>
    public void Begin(Func<Stream> open)
    {
        (_open, _isRead) = (open, false);
        _targets.Clear();
    }

    /// <summary>Whether an entry of this layer is a symbolic link, by itself or by a hard link to one of this layer.</summary>
    public bool IsOne(uint entry) => TryGetTarget(entry, out _);

    /// <summary>
    /// The path where an entry really is: every link of this layer above its last component is followed. It is in the buffer
    /// if there is any.
    /// </summary>
    /// <exception cref="InvalidDataException">The links go in a circle, or the path becomes too long.</exception>
    public LayerPath Follow(LayerPath path, byte[] buffer)
    {
        var (length, followed) = (0, 0);
        _way.Clear();
        var rest = path.Bytes;
        for (var slash = rest.IndexOf((byte)'/'); slash >= 0; slash = rest.IndexOf((byte)'/'))
        {
            var name = rest[..slash];
            rest = rest[(slash + 1)..];
            if (name.IsEmpty || name.SequenceEqual("."u8))
                continue;
            if (name.SequenceEqual(".."u8))
            {
                length = Math.Max(0, buffer.AsSpan(0, length).LastIndexOf((byte)'/'));
                if (_way.Count > 0)
                    _way.RemoveAt(_way.Count - 1);
                continue;
            }
            if (followed > 0 && Whiteout.IsReserved(name))
                throw new InvalidDataException("a symbolic link of the layer leads below the name of a whiteout (R6)");
            var end = Append(name, buffer, length);
            var child = scope.Hash.Child(_way.Count > 0 ? _way[^1] : PathHash.Root, name);
            if (TryGetTarget(child, buffer.AsSpan(0, end), out var target))
            {
                if (++followed > MostOnOnePath)
                    throw new InvalidDataException("symbolic links of the layer lead to each other (R3)");
                _followed += target.Length;
                if (_followed > MergeLimits.FollowedBytes)
                    throw new InvalidDataException("its symbolic links are too long for so many entries below them (R3)");
                if (target.StartsWith("/"u8))
                {
                    length = 0;
                    _way.Clear();
                }
                rest = (byte[])[.. target, (byte)'/', .. rest];
                continue;
            }
            length = end;
            _way.Add(child);
        }
        return followed == 0 ? path : LayerPath.Parse(buffer.AsSpan(0, Append(rest, buffer, length)), []);
    }

    private static int Append(ReadOnlySpan<byte> name, byte[] buffer, int length)
    {
        var start = length > 0 ? length + 1 : 0;
        if (start + name.Length >= TarLimits.PathBytes)
            throw new InvalidDataException($"its path is longer than {TarLimits.PathBytes - 1} bytes");
        if (start > 0)
            buffer[length] = (byte)'/';
        name.CopyTo(buffer.AsSpan(start));
        return start + name.Length;
    }

    private bool TryGetTarget(PathKey key, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> target)
    {
        target = default;
        ref var record = ref scope.Spoken(key);
        return !Unsafe.IsNullRef(ref record) && scope.KindOf(record, path) == InLayer.NonDirectory
            && TryGetTarget(record.Entry, out target);
    }

    private bool TryGetTarget(uint entry, out ReadOnlySpan<byte> target)
    {
        if (!_isRead)
            Read();
        target = default;
        return (inodes.TryGet(entry, out var inode) ? inode.Resolved.DataEntry : entry) is { } data
            && _targets.TryGet(data, out target);
    }

    private void Read()
    {
        _isRead = true;
        using var stream = _open();
        var reader = new TarReader(stream, TarReader.SkimmingBuffer);
        for (var entry = scope.First + 1; reader.Read(); entry++)
            if (reader.Entry.Type == TarEntryType.SymbolicLink)
                _targets.Add(entry, reader.Entry.LinkPath);
    }
}
