using System.Runtime.InteropServices;

namespace SquashDaemon.Native;

/// <summary>
/// Random bytes for the base library in the static executable. Its own functions of these names read /dev/urandom and
/// nothing else, so that not even a Guid can be had in an empty chroot; or they call an OpenSSL that is not there. The
/// first string that is hashed may ask, so nothing here allocates, hashes a string or has anything to set up.
/// </summary>
internal static unsafe partial class RandomBytes
{
    private const string Library = "libc";
    private const nuint RandomOfTheStart = 25;
    private const int SeedBytes = 16;
    private const int SeedWords = SeedBytes / sizeof(ulong);

    private static long _blocks;

    /// <summary>Fills a buffer.</summary>
    /// <returns>0, or -1 if there is nothing random at all.</returns>
    [UnmanagedCallersOnly(EntryPoint = "SystemNative_GetCryptographicallySecureRandomBytes")]
    public static int Secure(byte* buffer, int length) => Fill(buffer, length) ? 0 : -1;

    /// <summary>Fills a buffer.</summary>
    [UnmanagedCallersOnly(EntryPoint = "SystemNative_GetNonCryptographicallySecureRandomBytes")]
    public static void Insecure(byte* buffer, int length) => Fill(buffer, length);

    /// <summary>Fills a buffer.</summary>
    /// <returns>1, or 0 if there is nothing random at all.</returns>
    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_GetRandomBytes")]
    public static int OfOpenSsl(byte* buffer, int length) => Fill(buffer, length) ? 1 : 0;

    private static bool Fill(byte* buffer, int length)
    {
        while (length > 0)
        {
            var got = (int)GetRandom(buffer, length, 0);
            if (got <= 0) return Expand(buffer, length);
            buffer += got;
            length -= got;
        }

        return true;
    }

    /// <summary>Before Linux 3.17 there is no call to ask, but the kernel gives every program 16 bytes when it starts.</summary>
    private static bool Expand(byte* buffer, int length)
    {
        var seed = (byte*)GetAuxiliary(RandomOfTheStart);
        if (seed == null) return false;
        var input = stackalloc ulong[SeedWords + 1];
        var block = stackalloc byte[RunningHash.Sha256];
        NativeMemory.Copy(seed, input, SeedBytes);
        while (length > 0)
        {
            input[SeedWords] = (ulong)Interlocked.Increment(ref _blocks);
            var hash = default(RunningHash);
            uint part;
            hash.Start(RunningHash.Sha256);
            hash.Add((byte*)input, (SeedWords + 1) * sizeof(ulong));
            hash.Finish(block, &part);
            if (length < part) part = (uint)length;
            NativeMemory.Copy(block, buffer, part);
            buffer += part;
            length -= (int)part;
        }

        return true;
    }

    [LibraryImport(Library, EntryPoint = "getrandom")]
    private static partial nint GetRandom(byte* buffer, nint length, uint flags);

    [LibraryImport(Library, EntryPoint = "getauxval")]
    private static partial nuint GetAuxiliary(nuint kind);
}
