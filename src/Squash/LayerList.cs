using Squash.Archives;
using Squash.Images;
using Squash.Text;

namespace Squash;

/// <summary>The layers of an image as a list to choose from, newest first as they are counted (P3).</summary>
internal static class LayerList
{
    private const int StepLength = 60;
    private const double BytesPerMegabyte = 1e6;

    /// <summary>What was wrong with a choice, and what there is to choose from in an image.</summary>
    /// <param name="sentence">What was wrong.</param>
    /// <param name="all">The images that the choice was for.</param>
    /// <param name="image">The one that it was wrong for; null: for all of them.</param>
    public static ChoiceException Wrong(string sentence, IReadOnlyList<ArchivedImage> all, ArchivedImage? image = null) =>
        new($"{sentence}; choose a number or an ID of these")
        {
            Choices = [.. (image is null ? all : [image]).SelectMany(one => Of(one, hasTitle: all.Count > 1))],
        };

    private static IEnumerable<string> Of(ArchivedImage image, bool hasTitle)
    {
        var steps = LayerSteps.Of(image.Config);
        if (hasTitle)
            yield return $"the image {image.Config.Digest} for {image.Config.Platform}:";
        for (var layer = image.Layers.Count - 1; layer >= 0; layer--)
        {
            var size = image.Layers[layer].Blob.Length / BytesPerMegabyte;
            var step = layer < steps.Count ? Short(steps[layer]) : "";
            yield return FormattableString.Invariant(
                $"{image.Layers.Count - layer,4}  {size,9:0.000} MB  {image.Layers[layer].DiffId}  {step}").TrimEnd();
        }
    }

    private static string Short(string step)
    {
        var shown = Printable.Text(step);
        return shown.Length <= StepLength ? shown : $"{shown.AsSpan(0, StepLength - 3)}...";
    }
}
