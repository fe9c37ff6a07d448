using System.Globalization;
using Squash.Archives;
using Squash.Images;
using Squash.Text;

namespace Squash;

/// <summary>How many of its lowest layers each image keeps (P3).</summary>
internal sealed class LayerChoice
{
    private const string DigestPrefix = "sha256:";
    private const int ShortestId = 12;
    private readonly Dictionary<ArchivedImage, int> _kept = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads what the user chose, for all images that are to be squashed.</summary>
    /// <param name="choice">A number of layers, newest first, or an ID; null: no image keeps any.</param>
    /// <param name="images">The images to squash.</param>
    /// <param name="all">All that the archive holds: the ID may be one of another.</param>
    /// <exception cref="ChoiceException">There is nothing of the kind.</exception>
    public LayerChoice(string? choice, IEnumerable<ArchivedRoot> images, IReadOnlyList<ArchivedRoot> all)
    {
        if (choice is null)
            return;
        ArchivedImage[] layered = [.. images.SelectMany(root => root.Images).Where(image => image.Layers.Count > 0)];
        var shown = Printable.Text(choice);
        if (TryNumber(choice, out var number))
        {
            foreach (var image in layered)
                _kept[image] = Above(image, number, layered);
        }
        else
        {
            var id = Find(choice, shown, layered, all);
            foreach (var image in layered)
                _kept[image] = Below(image, id, (layered, all));
        }
        if (layered.Length > 0 && layered.All(image => _kept[image] == image.Layers.Count))
            throw LayerList.Wrong($"nothing stands above {shown}, so there is nothing to squash", layered);
    }

    /// <summary>How many layers an image keeps.</summary>
    public int KeptOf(ArchivedImage image) => _kept.GetValueOrDefault(image);

    /// <summary>Twelve digits and more are an ID: no image has so many layers.</summary>
    private static bool TryNumber(string choice, out long number) =>
        long.TryParse(choice, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && choice.Length < ShortestId;

    private static int Above(ArchivedImage image, long number, ArchivedImage[] images)
    {
        var has = image.Layers.Count == 1 ? "has one layer" : $"has {image.Layers.Count} layers";
        return number >= 1 && number <= image.Layers.Count
            ? image.Layers.Count - (int)number
            : throw LayerList.Wrong(
                $"layers count from the newest, which is 1; there is no layer {number}, the image {has}", images, image);
    }

    private static Digest Find(
        string choice, string shown, IReadOnlyList<ArchivedImage> images, IReadOnlyList<ArchivedRoot> all)
    {
        var hex = choice.StartsWith(DigestPrefix, StringComparison.Ordinal) ? choice[DigestPrefix.Length..] : choice;
        if (hex.Length < ShortestId || hex.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF"))
            throw LayerList.Wrong(
                $"\"{shown}\" is neither a number of layers nor an ID of {ShortestId} or more hexadecimal digits", images);
        Digest[] found =
        [
            .. all.SelectMany(root => root.Images)
                .SelectMany(image => image.Config.DiffIds.Append(IdOf(image)))
                .Where(id => id.Hex.StartsWith(hex, StringComparison.OrdinalIgnoreCase)).Distinct(),
        ];
        return found.Length switch
        {
            1 => found[0],
            0 => throw LayerList.Wrong($"no layer and no image of the archive has the ID {shown}", images),
            _ => throw LayerList.Wrong($"{found.Length} layers and images have IDs that begin with {shown}; write more digits", images),
        };
    }

    private static int Below(
        ArchivedImage image, Digest id, (ArchivedImage[] Images, IReadOnlyList<ArchivedRoot> All) among)
    {
        var diffIds = image.Config.DiffIds;
        var below = among.All.SelectMany(root => root.Images).FirstOrDefault(other => IdOf(other) == id);
        if (below is not null && diffIds.Take(below.Layers.Count).SequenceEqual(below.Config.DiffIds))
            return below.Layers.Count;
        int[] at = [.. Enumerable.Range(0, diffIds.Count).Where(layer => diffIds[layer] == id)];
        if (at.Length == 1)
            return at[0] + 1;
        throw LayerList.Wrong(
            at.Length == 0
                ? $"{id} is neither a layer of the image nor an image that it is built on"
                : $"{id} is the ID of {at.Length} layers of the image, which are all the same; name one by its number",
            among.Images,
            image);
    }

    private static Digest IdOf(ArchivedImage image) => image.Config.Digest;
}
