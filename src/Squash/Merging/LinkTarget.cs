namespace Squash.Merging;

/// <summary>What a layer says of the target of a hard link.</summary>
/// <param name="Kind">The kind of what is there; none if nothing is.</param>
/// <param name="Entry">The number of its entry.</param>
/// <param name="Cut">If nothing is there: what keeps lower layers from showing it.</param>
internal readonly record struct LinkTarget(InLayer Kind, uint Entry, InLayer Cut);
