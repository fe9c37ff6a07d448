using System.Globalization;
using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Checks;

/// <summary>What the file systems below the folders can do, and how much room they have. The folders exist.</summary>
internal sealed class FileSystemChecks(DaemonSettings settings)
{
    private readonly SpoolFolders _folders = settings.Spool.Folders;

    /// <summary>Looks at all of it.</summary>
    public IEnumerable<Finding> Find() =>
    [
        Room("[spool] outbox", _folders.Outbox, settings.Limits.MinFreeBytes),
        Room("[squash] scratch", settings.ScratchFolder, 0),
        Events(),
        Leases(),
    ];

    private static Finding Room(string subject, string folder, long reserveBytes)
    {
        var free = FileSystem.Of(folder).FreeBytes;
        var shown = $"{SizeOf(free)} free in {Printable.Text(folder)}";
        return free > reserveBytes
            ? Finding.Fine(subject, shown)
            : Finding.Warning(
                subject, reserveBytes == 0 ? shown : $"{shown}, and [limits] min_free is {SizeText.Show(reserveBytes)}",
                "make room there: until then every job waits");
    }

    private Finding Events()
    {
        const string Subject = "noticing files";
        var poll = DurationText.Show(settings.Spool.RescanUntold);
        if (FileSystem.Of(_folders.Inbox).IsNetwork)
        {
            return Finding.Fine(
                Subject,
                $"the inbox is on a network file system, which tells nothing of other hosts' files: it is read every {poll}");
        }
        const uint CloseWrite = 8;
        var descriptor = LibC.WatchInit(LibC.CloseOnExec);
        if (descriptor < 0)
        {
            return Finding.Warning(
                Subject,
                $"no inotify instance is left for this user (fs.inotify.max_user_instances is "
                + $"{Limit("max_user_instances")}), "
                + $"so files are noticed every {poll} only",
                "raise it: sysctl fs.inotify.max_user_instances=1024");
        }
        var isWatched = LibC.WatchAdd(descriptor, _folders.Inbox, CloseWrite) >= 0;
        _ = LibC.Close(descriptor);
        return isWatched
            ? Finding.Fine(Subject, "the kernel tells of files in the inbox at once (inotify)")
            : Finding.Warning(
                Subject,
                $"no inotify watch is left for this user (fs.inotify.max_user_watches is "
                + $"{Limit("max_user_watches")}), "
                + $"so files are noticed every {poll} only",
                "raise it: sysctl fs.inotify.max_user_watches=65536");
    }

    private Finding Leases()
    {
        const string Subject = "noticing writers";
        using var probe = new ProbeFile(_folders.Inbox);
        var descriptor = LibC.Open(probe.Path, LibC.ReadOnly | LibC.CloseOnExec, 0);
        // The probe itself has the file open for writing: that is just what a lease must notice.
        var isNoticed = LibC.Fcntl(descriptor, LibC.SetLease, LibC.ReadLease) != 0
            && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Errno.Again;
        _ = LibC.Fcntl(descriptor, LibC.SetLease, LibC.NoLease);
        _ = LibC.Close(descriptor);
        return isNoticed
            ? Finding.Fine(Subject, "the kernel tells whether a file in the inbox is still open for writing (leases)")
            : Finding.Warning(
                Subject, "the inbox's file system does not tell whether a file is still open for writing",
                "let writers rename finished files into the inbox, or set [spool] settle above "
                + $"{DurationText.Show(settings.Spool.Settle)}");
    }

    private static string Limit(string name)
    {
        var path = $"/proc/sys/fs/inotify/{name}";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "unknown";
    }

    private static string SizeOf(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");
}
