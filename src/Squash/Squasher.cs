using Microsoft.Win32.SafeHandles;

namespace Squash;

/// <summary>Squashes every image of one archive into one layer each.</summary>
public sealed class Squasher(SquashOptions options)
{
    /// <summary>Reads <paramref name="source"/> and writes the flat archive to <paramref name="target"/>.</summary>
    /// <exception cref="InvalidDataException">The archive is malformed, hostile or fails a digest.</exception>
    /// <exception cref="NotSupportedException">The archive is legal but not supported.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public SquashReport Squash(
        SafeFileHandle source,
        Stream target,
        IProgress<SquashProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"not yet: {options} {source} {target} {progress} {cancellationToken}");
}
