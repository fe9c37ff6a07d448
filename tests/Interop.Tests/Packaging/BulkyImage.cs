using System.Security.Cryptography;

namespace Interop.Tests.Packaging;

/// <summary>An image that takes some seconds to squash and compress, since nothing in it can be compressed.</summary>
internal static class BulkyImage
{
    private const int LayerBytes = 48 << 20;

    /// <summary>Writes it as docker save does; of a size of its own it is an image like none before.</summary>
    public static void Write(string path, int layerBytes = LayerBytes) =>
        SavedImage.Write(path, "bulky:latest", "{}", Layer("first", layerBytes), Layer("second", layerBytes));

    private static byte[] Layer(string name, int bytes) =>
        SavedImage.Layer(tar => SavedImage.Add(tar, name, RandomNumberGenerator.GetBytes(bytes)));
}
