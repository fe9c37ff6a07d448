using System.Security.Cryptography;

namespace Faults.Hostile;

/// <summary>A layer that is written whenever it is needed, since it may be larger than memory.</summary>
/// <param name="Add">Adds its entries; the end marker follows.</param>
internal sealed record HostileLayer(Action<RawTar> Add)
{
    /// <summary>What stands in the archive for it; null: the plain tar.</summary>
    public byte[]? Packed { get; init; }

    /// <summary>The digest of the plain tar, without its name, and its length.</summary>
    public (string Hex, long Length) Measure()
    {
        using var hash = SHA256.Create();
        using var hashing = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        using var counting = new CountingStream(hashing);
        WritePlain(counting);
        counting.Flush();
        hashing.FlushFinalBlock();
        return (Convert.ToHexStringLower(hash.Hash!), counting.Count);
    }

    /// <summary>Writes the plain tar.</summary>
    public void WritePlain(Stream target)
    {
        using var buffered = new BufferedStream(new CountingStream(target), 1 << 16);
        var tar = new RawTar(buffered);
        Add(tar);
        tar.End();
    }

    /// <summary>The plain tar.</summary>
    public byte[] Plain()
    {
        using var bytes = new MemoryStream();
        WritePlain(bytes);
        return bytes.ToArray();
    }
}
