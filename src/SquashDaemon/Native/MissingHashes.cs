using System.Runtime.InteropServices;

namespace SquashDaemon.Native;

/// <summary>The algorithms that the base library asks <see cref="Hashes"/> for and that the static executable has not.</summary>
internal static class MissingHashes
{
    /// <summary>No MD5.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpMd5")]
    public static nint Md5() => 0;

    /// <summary>No SHA-1.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha1")]
    public static nint Sha1() => 0;

    /// <summary>No SHA3-256.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha3_256")]
    public static nint Sha3Of256() => 0;

    /// <summary>No SHA3-384.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha3_384")]
    public static nint Sha3Of384() => 0;

    /// <summary>No SHA3-512.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha3_512")]
    public static nint Sha3Of512() => 0;

    /// <summary>No SHAKE128.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpShake128")]
    public static nint Shake128() => 0;

    /// <summary>No SHAKE256.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpShake256")]
    public static nint Shake256() => 0;
}
