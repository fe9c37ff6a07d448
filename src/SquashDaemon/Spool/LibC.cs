using System.Runtime.InteropServices;

namespace SquashDaemon.Spool;

/// <summary>
/// The system calls that .NET lacks or hides: its fsync swallows errors, it opens no directory, its names are no bytes,
/// and its move is neither exclusive nor atomic across file systems.
/// </summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NoTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;
    public const int LockSharedNow = 1 | 4;
    public const int LockExclusiveNow = 2 | 4;
    public const int CurrentDirectory = -100;
    public const uint RenameNoReplace = 1;
    public const int AtEmptyPath = 0x1000;
    public const int AtSymlinkNoFollow = 0x100;
    public const int GetDescriptorFlags = 1;
    public const int SetStatusFlags = 4;
    public const int SetLease = 1024;
    public const int ReadLease = 0;
    public const int NoLease = 2;
    public const int SignalFileSize = 25;
    public const int SignalIo = 29;
    public const nint Ignore = 1;
    public const uint SyncBegin = 2;
    public const uint Same = uint.MaxValue;

    private const string Library = "libc";

    public static int Directory => IsArm ? 0x4000 : 0x10000;

    public static int NoFollow => IsArm ? 0x8000 : 0x20000;

    public static int RenameAt2Call => IsArm ? 276 : 316;

    public static int StatAtCall => IsArm ? 79 : 262;

    public static int ListCall => IsArm ? 61 : 217;

    public static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport(Library, EntryPoint = "sync_file_range", SetLastError = true)]
    public static partial int SyncFileRange(int descriptor, long offset, long count, uint flags);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int descriptor, uint owner, uint group);

    [LibraryImport(Library, EntryPoint = "fgetxattr", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint GetAttribute(int descriptor, string name, Span<byte> value, nint size);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint Signal(int number, nint handler);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Link(string source, string target);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Rename(string source, string target);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int MakeDirectory(string path, int mode);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int RemoveDirectory(string path);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int FileSystemState(string path, Span<byte> buffer);

    [LibraryImport(Library, EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int WatchInit(int flags);

    [LibraryImport(Library, EntryPoint = "inotify_add_watch", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial int WatchAdd(int descriptor, string path, uint mask);

    [LibraryImport(Library, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int WatchRemove(int descriptor, int watch);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint RenameAt2(
        nint call, nint sourceDirectory, string source, nint targetDirectory, string target, nuint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    public static partial nint StatAt(nint call, nint directory, string path, Span<byte> buffer, nint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint List(nint call, nint directory, Span<byte> buffer, nint count);
}
