namespace Squash.Layers;

/// <summary>128 bits that stand for a path: equal paths have equal keys, others all but surely not.</summary>
public readonly record struct PathKey(ulong Low, ulong High);
