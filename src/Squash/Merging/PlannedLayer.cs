namespace Squash.Merging;

/// <summary>Where a layer's entries stand in the numbering of the plan.</summary>
/// <param name="First">The number before its first entry's.</param>
/// <param name="Count">How many entries it has.</param>
internal readonly record struct PlannedLayer(uint First, uint Count);
