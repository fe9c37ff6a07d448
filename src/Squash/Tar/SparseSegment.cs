namespace Squash.Tar;

/// <summary>A stretch of data in a sparse file; all between segments is zero.</summary>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct SparseSegment(long Offset, long Length);
