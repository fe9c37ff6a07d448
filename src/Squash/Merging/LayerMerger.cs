using Squash.Layers;
using Squash.Tar;

namespace Squash.Merging;

/// <summary>
/// Writes the flat layer of a plan: directories first, parents before children; then markers of what kept layers must
/// not show; then every other survivor, bottom layer first, raw bytes where they may stand as they are; links after their
/// data.
/// </summary>
public sealed class LayerMerger(MergePlan plan, IReadOnlyList<Func<Stream>> layers)
{
    /// <summary>0600: markers are for the engine alone.</summary>
    private const ushort MarkerMode = 0x180;

    private readonly TarHeaderWriter _writer = new();
    private readonly LinkRecords _linkRecords = new();
    private readonly byte[] _path = new byte[TarLimits.PathBytes];
    private long _entries;
    private long _contentBytes;

    /// <summary>Who shall own every entry; null: whoever does.</summary>
    public Owner? Owner { get; init; }

    /// <summary>
    /// Reads every layer once, from its first byte to its last so that a verifying stream can judge it, and writes the
    /// flat layer with its end marker.
    /// </summary>
    /// <exception cref="InvalidDataException">A layer is not what was planned with, or fails its digest.</exception>
    public MergeSummary Merge(Stream target, CancellationToken cancellationToken = default)
    {
        plan.BeginMerge();
        WriteDirectories(target, cancellationToken);
        WriteMarkers(target);
        for (var layer = 0; layer < layers.Count; layer++)
        {
            // Of a kept layer only data is read that squashed ones link to.
            if (layer < plan.KeptLayers && !plan.HasSurvivors(layer))
                continue;
            LayerError.Name(layer, () => MergeLayer(layer, target, cancellationToken));
        }
        target.Write(TarHeaderWriter.EndMarker);
        return new MergeSummary(_entries, _contentBytes);
    }

    private void WriteDirectories(Stream target, CancellationToken cancellationToken)
    {
        Span<byte> path = stackalloc byte[TarLimits.PathBytes];
        for (var i = 0; i < plan.Directories.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scoped var header = plan.Directories[i];
            var length = header.Path.Length;
            header.Path.CopyTo(path);
            if (length == 0)
                path[length++] = (byte)'.';
            path[length++] = (byte)'/';
            header.Path = path[..length];
            Owner?.Take(ref header);
            target.Write(_writer.Write(header));
            _entries++;
        }
    }

    private void WriteMarkers(Stream target)
    {
        for (var i = 0; i < plan.Markers.Count; i++)
        {
            target.Write(_writer.Write(new TarHeader
            {
                Type = TarEntryType.RegularFile,
                Path = plan.Markers[i],
                Mode = MarkerMode,
            }));
            _entries++;
        }
    }

    private void MergeLayer(int layer, Stream target, CancellationToken cancellationToken)
    {
        var planned = plan.Layers[layer];
        using var stream = layers[layer]();
        var reader = new TarReader(stream, target is MeasuringStream ? TarReader.SkimmingBuffer : TarReader.CopyingBuffer);
        var links = new LinkWriter(_writer, target, Owner, _linkRecords);
        for (var number = planned.First + 1; reader.Read(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number > planned.First + planned.Count)
                throw new InvalidDataException("the layer changed while it was read");
            if (!plan.Survivors[number] || reader.Entry.Type == TarEntryType.Directory)
                continue;
            _entries++;
            _contentBytes += reader.Entry.Size;
            var path = plan.Paths.Of(number, LayerPath.Parse(reader.Entry.Path, _path));
            if (plan.Inodes.TryGet(number, out var inode))
                links.Write(reader, path, inode.Resolved, cancellationToken);
            else
                Write(reader, path, target, cancellationToken);
        }
        links.WriteDeferred();
        _entries += links.OwnPaths;
        reader.Drain();
    }

    private void Write(TarReader reader, ReadOnlySpan<byte> path, Stream target, CancellationToken cancellationToken)
    {
        if (reader.Entry.IsCanonical && path.SequenceEqual(reader.Entry.Path)
            && Owner?.Changes(reader.Entry.Uid, reader.Entry.Gid) is not true)
        {
            reader.CopyRawTo(target, cancellationToken);
            return;
        }
        var header = TarHeader.From(reader.Entry);
        header.Path = path;
        Owner?.Take(ref header);
        WriteAnew(reader, header, _writer, target, cancellationToken);
    }

    internal static void WriteAnew(
        TarReader reader, in TarHeader header, TarHeaderWriter writer, Stream target, CancellationToken cancellationToken)
    {
        target.Write(writer.Write(header));
        reader.CopyContentTo(target, cancellationToken);
        target.Write(TarHeaderWriter.EndMarker[..TarHeaderWriter.Padding(header.Size)]);
    }
}
