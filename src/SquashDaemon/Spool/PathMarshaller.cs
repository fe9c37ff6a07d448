using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace SquashDaemon.Spool;

/// <summary>Hands paths to system calls as the bytes that they are, not as the UTF-8 that they may not be.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(PathMarshaller))]
internal static unsafe class PathMarshaller
{
    /// <summary>The bytes, ending in a zero.</summary>
    public static byte* ConvertToUnmanaged(string path)
    {
        var bytes = NameBytes.Encode(path);
        var unmanaged = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(unmanaged, bytes.Length));
        unmanaged[bytes.Length] = 0;
        return unmanaged;
    }

    /// <summary>Gives them back.</summary>
    public static void Free(byte* unmanaged) => NativeMemory.Free(unmanaged);
}
