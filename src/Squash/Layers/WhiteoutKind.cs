namespace Squash.Layers;

/// <summary>What a path says beyond naming an entry (image-spec layer.md, "Representing Changes").</summary>
public enum WhiteoutKind
{
    /// <summary>An ordinary entry.</summary>
    None,

    /// <summary>Deletes a path of the lower layers (R6).</summary>
    Whiteout,

    /// <summary>Deletes all that lower layers have below a directory (R8).</summary>
    Opaque,

    /// <summary>AUFS bookkeeping, or below a whiteout: no entry of the image (R11, R12).</summary>
    Dropped,

    /// <summary>In <c>.wh..wh.plnk/</c>: no entry of the image, but a target for hard links (R12).</summary>
    LinkStore,
}
