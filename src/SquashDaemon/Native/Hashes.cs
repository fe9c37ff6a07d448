using System.Runtime.InteropServices;

namespace SquashDaemon.Native;

/// <summary>
/// What System.Security.Cryptography calls for SHA-2 in the static executable: to link all of OpenSSL for two functions
/// would take 4 MB, its start and the host's openssl.cnf. The library of the base library that has these names is not
/// linked at all; whatever else of it is ever called does not link. Nothing calls this in a program that .NET runs.
/// </summary>
internal static unsafe class Hashes
{
    /// <summary>The algorithm SHA-256, which like each is known by the length of its hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha256")]
    public static nint Sha256() => RunningHash.Sha256;

    /// <summary>The algorithm SHA-384.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha384")]
    public static nint Sha384() => RunningHash.Sha384;

    /// <summary>The algorithm SHA-512.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpSha512")]
    public static nint Sha512() => RunningHash.Sha512;

    /// <summary>Nothing to start.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EnsureOpenSslInitialized")]
    public static int Start() => 0;

    /// <summary>The version 3.0.0.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_OpenSslVersionNumber")]
    public static long Version() => 0x30000000;

    /// <summary>The length of the longest hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_GetMaxMdSize")]
    public static int LongestLength() => RunningHash.Sha512;

    /// <summary>The length of an algorithm's hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpMdSize")]
    public static int Length(nint algorithm) => (int)algorithm;

    /// <summary>Why a call failed: nothing here fails but an allocation.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_ErrGetExceptionError")]
    public static ulong Error(int* isAllocation)
    {
        *isAllocation = 1;
        return 0;
    }

    /// <summary>The text of an error: none.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_ErrErrorStringN")]
    public static void ErrorText(ulong error, byte* text, int length)
    {
        if (length > 0) *text = 0;
    }

    /// <summary>A hash of nothing yet, or null if there is no such algorithm or no memory.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpMdCtxCreate")]
    public static RunningHash* Create(nint algorithm)
    {
        if (algorithm == 0) return null;
        RunningHash* hash;
        try
        {
            hash = (RunningHash*)NativeMemory.Alloc((nuint)sizeof(RunningHash));
        }
        catch (OutOfMemoryException)
        {
            // An exception cannot leave for native code; the caller makes one of null.
            return null;
        }

        hash->Start((int)algorithm);
        return hash;
    }

    /// <summary>Frees a hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpMdCtxDestroy")]
    public static void Destroy(RunningHash* hash) => NativeMemory.Free(hash);

    /// <summary>Starts a hash again.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpDigestReset")]
    public static int Reset(RunningHash* hash, nint algorithm) => hash->Start((int)algorithm);

    /// <summary>Adds bytes to a hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpDigestUpdate")]
    public static int Add(RunningHash* hash, byte* content, int count) => hash->Add(content, count);

    /// <summary>Ends a hash.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpDigestFinalEx")]
    public static int Finish(RunningHash* hash, byte* digest, uint* length) => hash->Finish(digest, length);

    /// <summary>The hash of what was added until now.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpDigestCurrent")]
    public static int Current(RunningHash* hash, byte* digest, uint* length)
    {
        var copy = *hash;
        return copy.Finish(digest, length);
    }

    /// <summary>The hash of bytes that are all there.</summary>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EvpDigestOneShot")]
    public static int Compute(nint algorithm, byte* content, int count, byte* digest, uint* length)
    {
        var hash = default(RunningHash);
        hash.Start((int)algorithm);
        hash.Add(content, count);
        return hash.Finish(digest, length);
    }
}
