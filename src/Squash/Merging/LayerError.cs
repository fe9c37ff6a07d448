namespace Squash.Merging;

/// <summary>Errors of layers say in which layer they are.</summary>
internal static class LayerError
{
    /// <summary>Works on a layer, the lowest being 0; what is wrong with it is said with its number, from 1 on.</summary>
    /// <exception cref="InvalidDataException">It is malformed, breaks a rule or changed meanwhile.</exception>
    public static void Name(int layer, Action work)
    {
        try
        {
            work();
        }
        // A hard link may be refused for what another layer says of it.
        catch (InvalidDataException error) when (!error.Message.StartsWith("layer ", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"layer {layer + 1}: {error.Message}", error);
        }
    }
}
