namespace SquashDaemon.Configuration;

/// <summary><c>[squash] compress</c>: how the layer is compressed.</summary>
/// <param name="Codec">By what.</param>
/// <param name="Level">How hard; null: the codec's own default.</param>
internal readonly record struct LayerCompression(LayerCodec Codec, int? Level)
{
    /// <summary>Not at all.</summary>
    public static LayerCompression None => default;
}
