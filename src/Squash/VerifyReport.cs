namespace Squash;

/// <summary>The result of comparing an original archive with its flat one.</summary>
/// <param name="Images">How many images were compared.</param>
/// <param name="Entries">How many paths were compared.</param>
/// <param name="Differences">Each difference, one sentence that begins with the image and the path; empty when equal.</param>
public sealed record VerifyReport(int Images, long Entries, IReadOnlyList<string> Differences);
