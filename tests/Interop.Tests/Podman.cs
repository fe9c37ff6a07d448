using System.Text.Json;
using System.Text.RegularExpressions;

namespace Interop.Tests;

/// <summary>podman with a store of our own.</summary>
internal sealed partial class Podman(string folder, string driver) : IEngine, IDisposable
{
    private readonly string[] _global =
    [
        "--root", Path.Combine(folder, "root"), "--runroot", Path.Combine(folder, "run"),
        "--storage-driver", driver, "--cgroup-manager=cgroupfs", "--runtime", "runc",
    ];

    private bool _isAbandoned;

    public string Name => $"podman {driver}";

    public string Run(params string[] arguments) => Tool.Run("podman", [.. _global, .. arguments]);

    public void Load(string archive) => Run("load", "-q", "-i", archive);

    public void LoadFrom(string command) =>
        Tool.Run("bash", "-c", $"set -o pipefail; {command} | podman {string.Join(' ', _global)} load -q");

    public void Save(string archive, params string[] images) => Run(["save", "-q", "-o", archive, .. images]);

    /// <summary>Saves in a form of podman's own.</summary>
    public void SaveAs(string format, string archive, string image) => Run("save", "-q", "--format", format, "-o", archive, image);

    public void Tag(string image, string name) => Run("tag", image, name);

    public JsonElement Inspect(string image) => JsonDocument.Parse(Run("image", "inspect", image)).RootElement[0];

    // The default limits are above what a container of ours may set.
    public string RunImage(string image) => Run(
        "run", "--rm", "--network=none", "--hostname=box", "--ulimit", "nofile=1000:1000", "--ulimit", "nproc=1000:1000",
        image);

    public string History(string image) => Run("history", "--no-trunc", "--format", "{{.CreatedBy}}", image);

    public string Comment(string image) => Run("history", "--no-trunc", "--format", "{{.Comment}}", image).Split('\n')[0];

    public IReadOnlyList<string> List(string image)
    {
        var mount = Run("image", "mount", image).Trim();
        try
        {
            return Listing.Of(mount);
        }
        finally
        {
            Run("image", "unmount", image);
        }
    }

    /// <summary>
    /// The VFS driver copies each layer to make the next, and containers/storage copies neither user xattrs nor hard
    /// links of anything but regular files; a flat image, never copied, keeps them.
    /// </summary>
    public string WithoutLosses(string line)
    {
        if (driver != "vfs")
            return line;
        line = UserXattr().Replace(line, "");
        return RegularFile().IsMatch(line) ? line : LinkGroup().Replace(line, "");
    }

    [GeneratedRegex(@" user\.\S+=[0-9a-f]*")]
    private static partial Regex UserXattr();

    [GeneratedRegex(@" \| 10[0-7]{4} ")]
    private static partial Regex RegularFile();

    [GeneratedRegex(" linked to .*$")]
    private static partial Regex LinkGroup();

    public void Remove(string image) => Run("rmi", "-f", image);

    /// <summary>Leaves the store to whoever removes its file system.</summary>
    public void Abandon() => _isAbandoned = true;

    public void Dispose()
    {
        if (!_isAbandoned)
            Tool.Try("podman", [.. _global, "system", "reset", "-f"]);
    }
}
