namespace Squash.Merging;

/// <summary>A hard link of the layer being planned.</summary>
/// <param name="Entry">Its number.</param>
/// <param name="Inode">What it is bound to; a placeholder while the target is unknown.</param>
/// <param name="Path">Its path in the layer's arena.</param>
/// <param name="Target">Its target's path in the arena; negative once bound.</param>
/// <param name="MayBeBelow">Whether the target may still be an entry of a lower layer.</param>
internal readonly record struct LayerLink(uint Entry, Inode Inode, long Path, long Target, bool MayBeBelow);
