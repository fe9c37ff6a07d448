namespace Faults.Tracing;

/// <summary>
/// The system calls of x86-64 that are about files, by number, and what each of their arguments is: <c>f</c> a descriptor,
/// <c>p</c> a path, <c>o</c> the flags of opening, <c>-</c> something else. A capital first letter: it changes a file.
/// </summary>
internal static class CallTable
{
    private static readonly Dictionary<long, (string Name, string Arguments, bool Changes)> Calls = new()
    {
        [0] = ("read", "f", false),
        [1] = ("write", "f", true),
        [2] = ("open", "po", false),
        [3] = ("close", "f", false),
        [4] = ("stat", "p", false),
        [5] = ("fstat", "f", false),
        [6] = ("lstat", "p", false),
        [17] = ("pread64", "f", false),
        [18] = ("pwrite64", "f", true),
        [19] = ("readv", "f", false),
        [20] = ("writev", "f", true),
        [74] = ("fsync", "f", true),
        [75] = ("fdatasync", "f", true),
        [76] = ("truncate", "p", true),
        [77] = ("ftruncate", "f", true),
        [82] = ("rename", "pp", true),
        [83] = ("mkdir", "p", true),
        [84] = ("rmdir", "p", true),
        [86] = ("link", "pp", true),
        [87] = ("unlink", "p", true),
        [88] = ("symlink", "pp", true),
        [90] = ("chmod", "p", true),
        [91] = ("fchmod", "f", true),
        [92] = ("chown", "p", true),
        [93] = ("fchown", "f", true),
        [132] = ("utime", "p", true),
        [137] = ("statfs", "p", false),
        [217] = ("getdents64", "f", false),
        [235] = ("utimes", "p", true),
        [254] = ("inotify_add_watch", "-p", false),
        [257] = ("openat", "-po", false),
        [258] = ("mkdirat", "-p", true),
        [262] = ("newfstatat", "fp", false),
        [263] = ("unlinkat", "-p", true),
        [264] = ("renameat", "-p-p", true),
        [265] = ("linkat", "-p-p", true),
        [268] = ("fchmodat", "-p", true),
        [277] = ("sync_file_range", "f", true),
        [280] = ("utimensat", "-p", true),
        [285] = ("fallocate", "f", true),
        [294] = ("inotify_init1", "", false),
        [295] = ("preadv", "f", false),
        [296] = ("pwritev", "f", true),
        [316] = ("renameat2", "-p-p", true),
        [326] = ("copy_file_range", "f-f", true),
        [332] = ("statx", "fp", false),
    };

    /// <summary>A call by its number; null: it is not about files.</summary>
    public static (string Name, string Arguments, bool Changes)? Of(long number) => Calls.TryGetValue(number, out var call) ? call : null;
}
