using System.Security.Cryptography;

namespace Interop.Tests.Packaging;

/// <summary>An image that takes some seconds to squash and compress, since nothing in it can be compressed.</summary>
internal static class BulkyImage
{
    private const int LayerBytes = 48 << 20;

    /// <summary>Writes it as docker save does.</summary>
    public static void Write(string path) => SavedImage.Write(path, "bulky:latest", "{}", Layer("first"), Layer("second"));

    private static byte[] Layer(string name) =>
        SavedImage.Layer(tar => SavedImage.Add(tar, name, RandomNumberGenerator.GetBytes(LayerBytes)));
}
