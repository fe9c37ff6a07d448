using System.Runtime.InteropServices;

namespace SquashDaemon.Spool;

/// <summary>
/// The system calls that .NET lacks or hides: its fsync swallows errors, it opens no directory, and its move is neither
/// exclusive nor atomic across file systems.
/// </summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int NonBlocking = 0x800;
    public const int NoFollow = 0x20000;
    public const int Directory = 0x10000;
    public const int CloseOnExec = 0x80000;
    public const int LockExclusiveNow = 2 | 4;
    public const int CurrentDirectory = -100;
    public const uint RenameNoReplace = 1;
    public const int AtEmptyPath = 0x1000;
    public const uint StatxBasic = 0x7ff;

    public static int RenameAt2Call => Arm ? 276 : 316;

    public static int StatxCall => Arm ? 291 : 332;

    private static bool Arm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string source, string target);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string source, string target);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RenameAt2(
        nint call, nint sourceDirectory, string source, nint targetDirectory, string target, nuint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Statx(nint call, nint descriptor, string path, nint flags, nuint mask, Span<byte> buffer);
}
