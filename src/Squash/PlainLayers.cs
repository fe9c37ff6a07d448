using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Squash.Blobs;
using Squash.Images;

namespace Squash;

/// <summary>
/// Plain copies of compressed layers in nameless scratch files, made two at a time and verified while they are made, so
/// that a plan and a merge need one decompression together and not one each. Only made where there is much room; without
/// them layers are decompressed whenever they are read.
/// </summary>
internal sealed class PlainLayers : IDisposable
{
    private const int AtOnce = 2;

    /// <summary>The dictionary of xz may be as large as all else that we need.</summary>
    private const int AtOnceOfXz = 1;
    private const int BufferBytes = 1 << 17;

    /// <summary>Free bytes for each compressed byte; packages expand to three or four.</summary>
    private const int RoomFactor = 8;

    // errno(3) of Linux, which .NET hands on: ENOSPC, EDQUOT.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    private readonly SquashOptions _options;
    private readonly List<LayerBlob> _layers;
    private readonly ConcurrentDictionary<(Blob, Digest?, Digest), Blob> _plain = new();
    private volatile bool _isFull;

    /// <summary>Decides which of some layers will have copies.</summary>
    public PlainLayers(IEnumerable<LayerBlob> layers, SquashOptions options)
    {
        _options = options;
        _layers = [.. layers.Where(layer => layer.Compression != Compression.None).DistinctBy(layer => layer.VerifiedAs)
            .OrderByDescending(layer => layer.Blob.Length)];
        if (!options.KeepsPlainLayers || FreeBytes(options.ScratchDirectory) / RoomFactor < _layers.Sum(layer => layer.Blob.Length))
            _layers.Clear();
    }

    /// <summary>Whether there will be a plain copy of a layer.</summary>
    public bool Covers(LayerBlob layer) => _layers.Exists(covered => covered.VerifiedAs == layer.VerifiedAs);

    /// <summary>Makes the copies.</summary>
    /// <param name="onRead">Told of compressed bytes as they are read, from several threads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">A layer is damaged or fails a digest.</exception>
    public void Make(Action<long> onRead, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.ForEach(
                _layers,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = _layers.Exists(layer => layer.Compression == Compression.Xz) ? AtOnceOfXz : AtOnce,
                    CancellationToken = cancellationToken,
                },
                layer => Copy(layer, onRead, cancellationToken));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    /// <summary>The plain copy of a layer as a stream that can seek; null if there is none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="onRead">Told of bytes read, as if they were compressed.</param>
    public Stream? Open(LayerBlob layer, Action<long>? onRead = null)
    {
        if (!_plain.TryGetValue(layer.VerifiedAs, out var plain))
            return null;
        var ratio = (double)layer.Blob.Length / Math.Max(1, plain.Length);
        return plain.Open(onRead is null ? null : bytes => onRead((long)(bytes * ratio)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plain in _plain.Values)
            plain.File.Dispose();
    }

    private void Copy(LayerBlob layer, Action<long> onRead, CancellationToken cancellationToken)
    {
        if (_isFull)
            return;
        var file = ScratchFile.Create(_options.ScratchDirectory);
        try
        {
            using var source = _options.Verify ? layer.OpenVerified(null, onRead) : layer.Open(onRead);
            var buffer = new byte[BufferBytes];
            long length = 0;
            while (source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is var read and > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScratchFile.Write(file, buffer.AsSpan(0, read), length);
                length += read;
            }
            if (_plain.TryAdd(layer.VerifiedAs, new Blob(file, 0, length)))
                file = null;
        }
        catch (InvalidDataException error) when (!error.Message.Contains(layer.Name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{layer.Name}: {error.Message}", error);
        }
        catch (IOException error) when (error.HResult is NoSpace or OverQuota)
        {
            _isFull = true;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private static long FreeBytes(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
