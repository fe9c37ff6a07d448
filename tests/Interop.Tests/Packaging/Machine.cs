namespace Interop.Tests.Packaging;

/// <summary>A Debian with our RPM in it and systemd as its first process, in a container of podman.</summary>
internal sealed class Machine : IDisposable
{
    private const int Tries = 1200;
    private readonly string _folder;
    private readonly string[] _podman;

    /// <summary>Builds it and boots it.</summary>
    public Machine(string suite, string folder, string package)
    {
        _folder = folder;
        var root = Path.Combine(folder, "root");
        // A state of its own: podman takes that of all its stores for lost when another one is reset.
        _podman =
        [
            $"CONTAINERS_CONF={folder}/conf", "podman", "--root", $"{folder}/pod", "--runroot", $"{folder}/run",
            "--tmpdir", $"{folder}/tmp", "--storage-driver", "vfs", "--cgroup-manager=cgroupfs", "--runtime", "runc",
        ];
        Directory.CreateDirectory(folder);
        File.WriteAllText($"{folder}/conf", "[engine]\nlock_type = \"file\"\n");
        Debian.Unpack(suite, root);
        Tool.Run("rpm", "--root", root, "--initdb");
        Debian.Rpm(root, $"-i --nodeps {package}");
        // The limits of the test's own process may be lower than podman's defaults.
        Podman(
            "run", "--name", "machine", "-d", "--ulimit", "nofile=20000:20000", "--ulimit", "nproc=4096:4096", "--network=none",
            "--systemd=always", "--privileged", "--rootfs", root, "/sbin/init");
        WaitFor("systemctl is-system-running | grep -E 'running|degraded'");
        Run("usermod -aG squashd-drop alice; usermod -aG squashd-drop bob");
    }

    /// <summary>The path of a file of the machine as seen from here.</summary>
    public string PathOf(string path) => $"{_folder}/root{path}";

    /// <summary>Runs a command as root; it must succeed.</summary>
    public string Run(string command) => Podman("exec", "machine", "sh", "-ec", command);

    /// <summary>Runs a command as a user who is not logged in.</summary>
    public string RunAs(string user, string command) => Podman("exec", "machine", "su", "-", user, "-c", $"set -e; {command}");

    /// <summary>Runs a command as a user, with his own systemd.</summary>
    public string RunIn(string user, string command) =>
        RunAs(user, $"export XDG_RUNTIME_DIR=/run/user/$(id -u); {command}");

    /// <summary>Whether a command succeeds as a user.</summary>
    public bool Can(string user, string command) =>
        Tool.Try("env", [.. _podman, "exec", "machine", "su", "-", user, "-c", command]).Code == 0;

    /// <summary>Waits until a command succeeds.</summary>
    public void WaitFor(string condition, string user = "root")
    {
        // Root's need no login: the journal would tell of hundreds, and of nothing else.
        string[] shell = user == "root" ? ["sh"] : ["su", "-", user];
        var said = "";
        for (var tries = 0; tries < Tries; tries++)
        {
            (var code, said, _) = Tool.Try("env", [.. _podman, "exec", "machine", .. shell, "-c", condition]);
            if (code == 0)
                return;
            Task.Delay(100).Wait();
        }
        Assert.Fail($"it never came true: {condition}\n{said}\n{Journal()}");
    }

    /// <summary>Copies a file into the machine.</summary>
    public void Put(string source, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.Copy(source, PathOf(path), overwrite: true);
    }

    /// <summary>Writes a drop-in of the service, which a test takes away again.</summary>
    public void DropIn(string name, string text)
    {
        var path = PathOf($"/etc/systemd/system/squashd.service.d/{name}.conf");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Takes away the drop-ins of the test before, whatever became of it.</summary>
    public void Forget() => Run("rm -rf /etc/systemd/system/squashd.service.d /etc/squashd/squashd.conf.d");

    /// <summary>Starts the service anew with an empty spool.</summary>
    public void Restart()
    {
        Run("""
            systemctl stop squashd; systemctl reset-failed squashd || true
            find /var/spool/squashd -mindepth 2 -delete
            systemctl daemon-reload; systemctl start squashd
            """);
    }

    /// <summary>The last lines of the journal, without those of the kernel, which it shares with all tests.</summary>
    public string Journal() => Tool.Try("env",
    [
        .. _podman, "exec", "machine", "journalctl", "--no-pager", "-n", "60", "_TRANSPORT=journal", "_TRANSPORT=stdout", "_TRANSPORT=syslog",
    ]).Output;

    /// <inheritdoc/>
    public void Dispose()
    {
        Tool.Try("env", [.. _podman, "rm", "-f", "-t", "5", "machine"]);
        Tool.Try("sh", "-c", $"umount -l {_folder}/pod/vfs {_folder}/root/proc; rm -rf --one-file-system {_folder}");
    }

    private string Podman(params string[] arguments) => Tool.Run("env", [.. _podman, .. arguments]);
}
