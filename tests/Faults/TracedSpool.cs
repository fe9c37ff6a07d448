using System.Security.Cryptography;
using Faults.Tracing;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A spool of some kind, and the daemon on it with its calls under control.</summary>
internal sealed class TracedSpool : IDisposable
{
    private readonly SpoolKind _kind;
    private readonly string _image;

    public TracedSpool(SpoolKind kind)
    {
        _kind = kind;
        Directory.CreateDirectory(Folder["inbox"]);
        Directory.CreateDirectory(Folder["scratch"]);
        if (Settings.Any(setting => setting.Contains("/disk/", StringComparison.Ordinal)))
            _disk = Disk.Mount(Folder["disk"], "size=64m");
        kind.Put(Folder);
        _image = Digest(Folder[$"inbox/{kind.Image}"]);
    }

    private readonly Disk? _disk;

    public TempFolder Folder { get; } = new();

    /// <summary>Where the outputs are.</summary>
    public string Outbox => _disk is null ? Folder["outbox"] : Folder["disk/outbox"];

    /// <summary>What visible outputs there are.</summary>
    public string[] Outputs => !Directory.Exists(Outbox) ? []
        : [.. Directory.GetFiles(Outbox).Where(path => !Path.GetFileName(path).StartsWith('.'))];

    /// <summary>Whether it has an output of the same name with the same bytes as another.</summary>
    public bool HasOutput(string path) => Path.Combine(Outbox, Path.GetFileName(path)) is var mine
        && File.Exists(mine) && File.ReadAllBytes(mine).AsSpan().SequenceEqual(File.ReadAllBytes(path));

    private IEnumerable<string> Settings => _kind.Settings.Select(setting => setting.Replace("{}", Folder.Path, StringComparison.Ordinal));

    public void Dispose()
    {
        _disk?.Dispose();
        Folder.Dispose();
    }

    /// <summary>Squashes what is there; the calls that are about its folders go as it is decided.</summary>
    public (int Code, string Log) Drain(Func<SystemCall, Fault?>? decide = null)
    {
        string[] arguments =
        [
            "run", "--drain", "--inbox", Folder["inbox"],
            .. Settings.Append("spool.settle=0s").Append($"spool.state={Folder["state"]}").SelectMany(setting => new[] { "--set", setting }),
        ];
        if (decide is null && !_kind.HasNoExclusiveRename)
        {
            var (code, _, error) = Squashd.Run(arguments);
            return (code, error);
        }
        using var program = TracedProgram.Start(
            arguments, call => call.IsIn(Folder.Path) ? _kind.Always(call) ?? decide?.Invoke(call) : null);
        return (program.WaitForEnd(), program.Error);
    }

    /// <summary>Whether the image is done, or has failed, and nothing is in hand.</summary>
    public bool IsOver =>
        (File.Exists(Path.Combine(Outbox, $"a.tar.json")) || File.Exists(Folder[$"failed/{_kind.Image}/error.json"]))
        && Directory.GetDirectories(Folder["work"]).Length == 0;

    /// <summary>Starts the daemon, in a hurry; the calls that are about its folders go as it is decided.</summary>
    public TracedProgram Start(Func<SystemCall, Fault?> decide)
    {
        string[] hurry =
        [
            "spool.settle=0s", "spool.rescan=1s", "retry.delay=50ms", "retry.max_delay=200ms", "retry.short_delay=5ms",
            "retry.short_retries=1", "retry.attempts=1000", $"spool.state={Folder["state"]}",
        ];
        return TracedProgram.Start(
            ["run", "--json", "--inbox", Folder["inbox"], .. Settings.Concat(hurry).SelectMany(setting => new[] { "--set", setting })],
            call => call.IsIn(Folder.Path) || call.Paths.Contains("anon_inode:inotify") || call.Name.StartsWith("inotify", StringComparison.Ordinal)
                ? _kind.Always(call) ?? decide.Invoke(call)
                : null);
    }

    /// <summary>The names that the original has, wherever it is.</summary>
    public string[] Originals()
    {
        string[] folders = ["inbox", "work", "done", "failed"];
        return [.. folders.Select(name => Folder[name]).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is not (".json" or ".part") && Digest(path) == _image)];
    }

    /// <summary>How many files these are: several names may be of one.</summary>
    public static int CountFiles(string[] paths) => paths.Select(path => FileIdentity.Of(path)!.Value.Inode).Distinct().Count();

    private static string Digest(string path) => Convert.ToHexString(SHA256.HashData(SmallFile.Read(path, 64 << 20)!));
}
