namespace Squash;

/// <summary>What a finished squash made.</summary>
/// <param name="Images">The images of the flat archive, in the order of the original.</param>
/// <param name="InputBytes">Size of the original archive.</param>
/// <param name="OutputBytes">Size of the flat archive.</param>
/// <param name="Warnings">What was dropped or changed, each one sentence, safe to print.</param>
public sealed record SquashReport(
    IReadOnlyList<SquashedImage> Images,
    long InputBytes,
    long OutputBytes,
    IReadOnlyList<string> Warnings);
