using System.Diagnostics;

namespace Interop.Tests.Cluster;

/// <summary>
/// A program that has a host name and processes of its own, as on a machine of its own: one signal ends all that it has
/// started, as a power cut would.
/// </summary>
internal sealed class Enclosure : IDisposable
{
    private readonly Process _process;

    private Enclosure(Process process) => _process = process;

    /// <summary>Starts it; what it says goes to a log.</summary>
    /// <param name="host">Its host name.</param>
    /// <param name="hosts">What stands for /etc/hosts there.</param>
    /// <param name="log">The log.</param>
    /// <param name="command">A command of the shell.</param>
    public static Enclosure Start(string host, string hosts, string log, string command) => new(Process.Start("unshare",
    [
        "--pid", "--fork", "--kill-child", "--mount-proc", "--uts",
        "sh", "-ec", $"mount --bind {hosts} /etc/hosts; hostname {host}; exec {command} < /dev/null > {log} 2>&1",
    ]));

    /// <summary>Kills it and all that it started.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
