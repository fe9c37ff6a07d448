using Squash.Layers;

namespace Squash.Merging;

/// <summary>A directory on the way to the current entry.</summary>
/// <param name="End">Where its path ends.</param>
/// <param name="Key">Its key.</param>
/// <param name="HidesEntries">Whether upper layers hide what this layer has in it.</param>
internal readonly record struct TrailStep(int End, PathKey Key, bool HidesEntries);
