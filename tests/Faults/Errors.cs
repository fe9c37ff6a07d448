using SquashDaemon.Spool;

namespace Faults;

/// <summary>The errors that every call is tried with.</summary>
internal static class Errors
{
    public static readonly IReadOnlyList<int> All =
    [
        Errno.NoSpace, Errno.Quota, Errno.InputOutput, Errno.Stale, Errno.Access, Errno.ReadOnlyFileSystem, Errno.TooManyOpen, Errno.NoMemory,
        Errno.Interrupted, Errno.TimedOut,
    ];
}
