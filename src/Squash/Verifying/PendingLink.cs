namespace Squash.Verifying;

/// <summary>A hard link whose target has not come yet (R24).</summary>
/// <param name="Entry">The link entry.</param>
/// <param name="Placeholder">What holds its path until the end of the layer.</param>
/// <param name="Target">The path that it names.</param>
/// <param name="Found">Another placeholder, if its target is one; it is bound to that, not to the path (R19).</param>
/// <param name="Parent">The directory in which the placeholder was put.</param>
/// <param name="Name">Its name there.</param>
internal sealed record PendingLink(
    LayerEntry Entry,
    Inode Placeholder,
    IReadOnlyList<ByteString> Target,
    Inode? Found,
    Inode Parent,
    ByteString Name);
