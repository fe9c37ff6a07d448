using Microsoft.Win32.SafeHandles;

namespace Squash;

/// <summary>Proves by another algorithm than the merger's that a flat archive shows what the original shows.</summary>
public sealed class Verifier(string scratchDirectory)
{
    /// <summary>Compares file systems and metadata of every image.</summary>
    public VerifyReport Verify(
        SafeFileHandle original, SafeFileHandle flat, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"not yet: {scratchDirectory} {original} {flat} {cancellationToken}");
}
