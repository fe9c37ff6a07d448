namespace Squash;

/// <summary>What an image takes on a disk, in whole blocks, as its layers are and squashed to one.</summary>
/// <param name="OverlayBytes">Where layers lie over each other: the sum of the layers.</param>
/// <param name="VfsBytes">Where every layer is a full copy: the sum of the whole tree at every layer.</param>
/// <param name="FlatBytes">Squashed, in either store: the tree once.</param>
public sealed record DiskCost(long OverlayBytes, long VfsBytes, long FlatBytes)
{
    /// <summary>How many times less the squashed image takes in an overlay store; 1 where there is nothing.</summary>
    public double OverlayRatio => Ratio(OverlayBytes);

    /// <summary>How many times less the squashed image takes in a VFS store; 1 where there is nothing.</summary>
    public double VfsRatio => Ratio(VfsBytes);

    private double Ratio(long bytes) => FlatBytes == 0 ? 1 : Math.Round((double)bytes / FlatBytes, 2);
}
