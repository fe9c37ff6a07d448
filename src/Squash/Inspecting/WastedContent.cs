using Squash.Verifying;

namespace Squash.Inspecting;

/// <summary>Data that a layer brought and a later one, or the same, took away.</summary>
/// <param name="Path">The path that it came under, cleaned.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="AddedBy">The layer that brought it, from 1.</param>
/// <param name="RemovedBy">The layer that took its last name away.</param>
/// <param name="IsReplaced">Whether that layer has something else at the path.</param>
internal sealed record WastedContent(ByteString Path, long Bytes, int AddedBy, int RemovedBy, bool IsReplaced);
