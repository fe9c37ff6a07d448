namespace Squash;

/// <summary>How far a squash is. Both figures count input bytes of both passes, so the percentage is honest.</summary>
/// <param name="DoneBytes">Input bytes read or skipped so far.</param>
/// <param name="TotalBytes">Input bytes to read or skip in all.</param>
public readonly record struct SquashProgress(long DoneBytes, long TotalBytes);
