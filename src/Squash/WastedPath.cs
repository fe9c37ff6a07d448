namespace Squash;

/// <summary>Data in a layer that the finished image does not show.</summary>
/// <param name="Path">The path that it came under.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="AddedBy">Number of the layer that brought it.</param>
/// <param name="RemovedBy">Number of the layer that deleted or replaced it, or the last of its names.</param>
/// <param name="IsReplaced">Whether that layer has something else at the path.</param>
public sealed record WastedPath(string Path, long Bytes, int AddedBy, int RemovedBy, bool IsReplaced);
