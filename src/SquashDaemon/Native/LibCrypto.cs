using System.Runtime.InteropServices;

namespace SquashDaemon.Native;

/// <summary>
/// The hash functions of OpenSSL's libcrypto themselves, which bring nothing else of it along, as even SHA256() would.
/// They fail only for a state that nobody has started.
/// </summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto";

    [LibraryImport(Library, EntryPoint = "SHA256_Init")]
    public static partial int Start256(ulong* state);

    [LibraryImport(Library, EntryPoint = "SHA256_Update")]
    public static partial int Add256(ulong* state, byte* content, nint length);

    [LibraryImport(Library, EntryPoint = "SHA256_Final")]
    public static partial int Finish256(byte* hash, ulong* state);

    [LibraryImport(Library, EntryPoint = "SHA384_Init")]
    public static partial int Start384(ulong* state);

    [LibraryImport(Library, EntryPoint = "SHA384_Update")]
    public static partial int Add384(ulong* state, byte* content, nint length);

    [LibraryImport(Library, EntryPoint = "SHA384_Final")]
    public static partial int Finish384(byte* hash, ulong* state);

    [LibraryImport(Library, EntryPoint = "SHA512_Init")]
    public static partial int Start512(ulong* state);

    [LibraryImport(Library, EntryPoint = "SHA512_Update")]
    public static partial int Add512(ulong* state, byte* content, nint length);

    [LibraryImport(Library, EntryPoint = "SHA512_Final")]
    public static partial int Finish512(byte* hash, ulong* state);
}
