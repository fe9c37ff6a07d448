namespace Squash;

/// <summary>What an archive holds and costs; all text of it is safe to print.</summary>
/// <param name="ArchiveBytes">Size of the archive as it lies.</param>
/// <param name="Platforms">The platforms of all its images, inspected or not, each once.</param>
/// <param name="Images">The images, in the order of the archive.</param>
/// <param name="Warnings">What was left out, each one sentence.</param>
public sealed record InspectReport(
    long ArchiveBytes,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<InspectedImage> Images,
    IReadOnlyList<string> Warnings);
