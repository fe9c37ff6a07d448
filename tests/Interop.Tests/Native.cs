using System.Runtime.InteropServices;

namespace Interop.Tests;

/// <summary>The calls that list a file by its bytes.</summary>
internal static partial class Native
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const uint Basic = 0x7ff;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(byte[] path, byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "llistxattr", SetLastError = true)]
    public static partial nint ListXattrs(byte[] path, byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true)]
    public static partial nint GetXattr(byte[] path, byte[] name, byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte[] path, int flags, int mode);
}
