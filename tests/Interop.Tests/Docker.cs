using System.Diagnostics;
using System.Text.Json;

namespace Interop.Tests;

/// <summary>A docker daemon of our own, with the overlay2 driver, and its client.</summary>
internal sealed class Docker : IDisposable, IEngine
{
    private readonly string _folder;
    private readonly Process _daemon;

    /// <summary>Starts it.</summary>
    public Docker(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var log = Path.Combine(_folder, "log");
        var command = $"exec dockerd --iptables=false --ip6tables=false --bridge=none --storage-driver=overlay2 "
            + $"--data-root {_folder}/data --exec-root {_folder}/exec -p {_folder}/pid -H unix://{Socket} > {log} 2>&1";
        _daemon = Process.Start(new ProcessStartInfo("sh", ["-c", command]))!;
        for (var tries = 0; Tool.Try(Client, [.. Host, "version"]).Code != 0; tries++)
        {
            Assert.True(tries < 120 && !_daemon.HasExited, $"dockerd does not start: {File.ReadAllText(log)}");
            Task.Delay(500).Wait();
        }
    }

    public string Name => "docker overlay2";

    private static string Client => "/usr/bin/docker";

    private string Socket => Path.Combine(_folder, "sock");

    private string[] Host => ["-H", $"unix://{Socket}"];

    public string Run(params string[] arguments) => Tool.Run(Client, [.. Host, .. arguments]);

    public void Load(string archive)
    {
        Run("image", "prune", "-f");
        Run("load", "-q", "-i", archive);
    }

    public void LoadFrom(string command) =>
        Tool.Run("bash", "-c", $"set -o pipefail; {command} | {Client} {string.Join(' ', Host)} load -q");

    public void Save(string archive, params string[] images) => Run(["save", "-o", archive, .. images]);

    public void Tag(string image, string name) => Run("tag", image, name);

    public JsonElement Inspect(string image) => JsonDocument.Parse(Run("image", "inspect", image)).RootElement[0];

    public string RunImage(string image) => Run("run", "--rm", "--network=none", "--hostname=box", image);

    public string History(string image) => Run("history", "--no-trunc", "--format", "{{.CreatedBy}}", image);

    public string Comment(string image) => Run("history", "--no-trunc", "--format", "{{.Comment}}", image).Split('\n')[0];

    /// <summary>Mounts the image's layers as the daemon would, but read-only and with nothing added.</summary>
    public IReadOnlyList<string> List(string image)
    {
        var data = Inspect(image).GetProperty("GraphDriver").GetProperty("Data");
        var lower = data.TryGetProperty("LowerDir", out var folders) ? folders.GetString()!.Split(':') : [];
        string[] layers = [data.GetProperty("UpperDir").GetString()!, .. lower];
        if (layers.Length == 1)
            return Listing.Of(layers[0]);
        // The kernel takes one page of options; the store's short links and a relative path keep them short.
        var store = Path.Combine(_folder, "data", "overlay2");
        var links = layers.Select(layer => "l/" + File.ReadAllText(Path.Combine(Path.GetDirectoryName(layer)!, "link")));
        var mount = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        Tool.Run("sh", "-c", $"cd {store} && mount -t overlay overlay -o ro,lowerdir={string.Join(':', links)} {mount}");
        try
        {
            return Listing.Of(mount);
        }
        finally
        {
            // A machine that starts beside us may hold a copy of it for a moment.
            Tool.Run("umount", "-l", mount);
        }
    }

    public string WithoutLosses(string line) => line;

    public void Remove(string image) => Run("rmi", "-f", image);

    public void Dispose()
    {
        Tool.Try("kill", File.ReadAllText(Path.Combine(_folder, "pid")).Trim());
        _daemon.WaitForExit(30_000);
        _daemon.Dispose();
    }
}
