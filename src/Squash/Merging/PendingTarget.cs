namespace Squash.Merging;

/// <summary>A hard link whose target is looked for in lower layers (R24).</summary>
/// <param name="Inode">The inode that the link stands for.</param>
/// <param name="Link">Where its path is kept, for a message.</param>
/// <param name="Target">Where the path of the target is kept.</param>
/// <param name="Layer">The layer of the link.</param>
/// <param name="Fallback">What the layer had at the target at its end, should no lower one have it; 0: nothing.</param>
internal readonly record struct PendingTarget(Inode Inode, long Link, long Target, int Layer, uint Fallback);
