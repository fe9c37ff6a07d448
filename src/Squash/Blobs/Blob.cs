using Microsoft.Win32.SafeHandles;

namespace Squash.Blobs;

/// <summary>A stretch of an open file: a member of an archive. It can be opened many times, also at once.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where the blob begins.</param>
/// <param name="Length">Its bytes.</param>
public sealed record Blob(SafeFileHandle File, long Offset, long Length)
{
    /// <summary>What bounds its plain bytes if it is compressed; null: nothing.</summary>
    public ExpansionLimit? Limit { get; init; }

    /// <summary>A whole file.</summary>
    public static Blob Whole(SafeFileHandle file)
    {
        try
        {
            return new Blob(file, 0, RandomAccess.GetLength(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NamedError.Of("cannot read the size of the archive", error);
        }
    }

    /// <summary>The blob as a stream that can seek.</summary>
    public Stream Open(Action<long>? onRead = null) => new SliceStream(this, onRead);

    /// <summary>The plain bytes of what was read from it, within its limit.</summary>
    /// <param name="compression">How it is compressed.</param>
    /// <param name="raw">Its bytes as they stand.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="windowLog">What zstd may keep in memory, as a power of two.</param>
    public Stream Expand(Compression compression, Stream raw, string name, int windowLog = Codec.LayerWindowLog)
    {
        var plain = Codec.Decompress(compression, raw, windowLog);
        return compression == Compression.None || Limit is null ? plain : new LimitedStream(plain, Limit, Offset, name);
    }

    /// <summary>The whole blob in memory.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="most"/> bytes, or cut off.</exception>
    public byte[] ReadAll(int most, string name)
    {
        if (Length > most)
            throw new InvalidDataException($"{name} is larger than {most >> 20} MiB");
        var bytes = new byte[Length];
        using var stream = Open();
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException($"{name} is cut off");
        return bytes;
    }
}
