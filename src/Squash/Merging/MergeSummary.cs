namespace Squash.Merging;

/// <summary>What a merge wrote.</summary>
/// <param name="Entries">Entries of the flat layer.</param>
/// <param name="ContentBytes">Bytes of their contents.</param>
public readonly record struct MergeSummary(long Entries, long ContentBytes);
