namespace Squash.Archives;

/// <summary>What a name of the flat archive stands for.</summary>
/// <param name="Original">The root that was squashed.</param>
/// <param name="Images">Its images, in their order.</param>
public sealed record FlatRoot(ArchivedRoot Original, IReadOnlyList<FlatImage> Images)
{
    /// <summary>The image that stands for an index where only one can: linux/amd64, or the first.</summary>
    public FlatImage Main =>
        Images.FirstOrDefault(image => image.Config.Platform is { Os: "linux", Architecture: "amd64" }) ?? Images[0];
}
