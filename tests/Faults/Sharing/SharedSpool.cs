using SquashDaemon.Spool;

namespace Faults.Sharing;

/// <summary>
/// A spool as a system has it: an inbox that all may drop into and see nothing of, and a daemon that may read what is
/// others' and give it to them, as the drop-in for shared inboxes allows.
/// </summary>
internal sealed class SharedSpool : IDisposable
{
    /// <summary>The daemon's user and group.</summary>
    public const uint User = 65534;

    public const uint Alice = 1001;
    public const uint Bob = 1002;

    private static readonly string[] Rights = ["dac_read_search", "chown", "lease"];

    public SharedSpool()
    {
        Need.Root();
        Spool = new TempFolder(Outside.Path);
        Shell("mkdir -m 1733 inbox; mkdir -m 755 outbox; mkdir -m 700 done failed work state; chown 65534:65534 . *");
    }

    /// <summary>What is beside the spool, and none of the daemon's business.</summary>
    public TempFolder Outside { get; } = new();

    public TempFolder Spool { get; }

    public void Dispose() => Outside.Dispose();

    /// <summary>Starts the daemon.</summary>
    public Daemon Start(params string[] settings) => Daemon.StartAsNobody(Spool, Rights, settings);

    /// <summary>Drops a file of somebody's, at once as a whole.</summary>
    public void Drop(string name, byte[] content, uint owner, UnixFileMode mode = (UnixFileMode)0x1A4)
    {
        Write(Outside["stage"], content, owner, mode);
        Assert.True(Durable.TryRename(Outside["stage"], Spool[$"inbox/{name}"]), $"{name} is dropped");
    }

    public static void Write(string path, byte[] content, uint owner, UnixFileMode mode = (UnixFileMode)0x1A4)
    {
        using var file = File.Create(path);
        file.Write(content);
        file.Flush();
        Assert.Equal(0, LibC.ChangeOwner((int)file.SafeFileHandle.DangerousGetHandle(), owner, owner));
        File.SetUnixFileMode(file.SafeFileHandle, mode);
    }

    /// <summary>Runs a command of bash in the spool.</summary>
    public void Shell(string command)
    {
        var (code, _, error) = Squashd.Shell(Spool.Path, $"set -e\n{command}");
        Assert.True(code == 0, $"{command}: {error}");
    }

    /// <summary>Names in a folder of the spool, hidden ones too.</summary>
    public string[] Names(string folder) => [.. DirectoryListing.Names(Spool[folder]).Order(StringComparer.Ordinal)];

    /// <summary>Every file of the spool, but what is in the inbox.</summary>
    public IEnumerable<(string Path, FileIdentity Identity)> Files() =>
        DirectoryListing.Names(Spool.Path).Where(name => name != "inbox").SelectMany(name => Below(Spool[name]));

    private static IEnumerable<(string Path, FileIdentity Identity)> Below(string path) =>
        FileIdentity.Of(path, follow: false) is not { } file ? []
        : file.IsDirectory ? DirectoryListing.Names(path).SelectMany(name => Below(Path.Combine(path, name)))
        : [(path, file)];
}
