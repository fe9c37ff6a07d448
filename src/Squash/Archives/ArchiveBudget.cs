using Squash.Images;

namespace Squash.Archives;

/// <summary>
/// What all documents of one archive may be together. A document counts each time that it is referred to: indexes can
/// refer to one another so often that no size of theirs bounds it.
/// </summary>
internal sealed class ArchiveBudget
{
    private long _jsonBytes;
    private long _nameBytes;
    private int _layers;
    private int _names;

    /// <summary>Takes a document that is to be read or made.</summary>
    public void TakeJson(long bytes) => Take(
        ref _jsonBytes, bytes, ImageLimits.ArchiveJsonBytes, $"{ImageLimits.ArchiveJsonBytes >> 20} MiB of manifests, indexes and configs");

    /// <summary>Takes a name of a member, or the target of a link.</summary>
    public void TakeName(int length) => Take(
        ref _nameBytes, length, ArchiveLimits.NameBytes, $"{ArchiveLimits.NameBytes >> 20} MiB of names");

    /// <summary>Takes the layers of one image.</summary>
    /// <exception cref="InvalidDataException">All images have too many.</exception>
    public void TakeLayers(int layers)
    {
        _layers += layers;
        if (_layers > ImageLimits.ArchiveLayers)
            throw new InvalidDataException($"the images of the archive have more than {ImageLimits.ArchiveLayers} layers together");
    }

    /// <summary>Takes names of images that docker's documents give.</summary>
    /// <exception cref="InvalidDataException">All images have too many.</exception>
    public void TakeImageNames(int names) => CheckImageNames(_names += names);

    /// <summary>Refuses so many names of all images.</summary>
    public static void CheckImageNames(int names)
    {
        if (names > ImageLimits.Names)
            throw new InvalidDataException($"the images of the archive have more than {ImageLimits.Names} names together");
    }

    private static void Take(ref long taken, long bytes, long most, string what)
    {
        taken += bytes;
        if (taken > most)
            throw new InvalidDataException($"the archive has more than {what}");
    }
}
