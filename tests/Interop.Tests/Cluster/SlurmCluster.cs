using System.Net;
using System.Net.Sockets;

namespace Interop.Tests.Cluster;

/// <summary>A real Slurm of two nodes on loopback, and a user of it who is not root and has no session.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private const int Tries = 500;
    private readonly string _folder;
    private readonly Dictionary<string, Enclosure> _daemons = [];

    /// <summary>Starts it in a folder.</summary>
    public SlurmCluster(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        Directory.CreateDirectory($"{folder}/state");
        Directory.CreateDirectory($"{folder}/spool");
        File.WriteAllText($"{folder}/hosts", "127.0.0.1 localhost control n1 n2\n");
        Tool.Run("sh", "-ec", $"head -c 1024 /dev/urandom > {folder}/key; chmod 400 {folder}/key");
        File.WriteAllText(Configuration, Settings(FreePorts(3)));
        Start("munge", $"munged --foreground --force --key-file={folder}/key --socket={folder}/socket "
            + $"--pid-file={folder}/pid --log-file={folder}/munge.log --seed-file={folder}/seed");
        WaitFor(() => File.Exists($"{folder}/socket"), "munged listens");
        Start("control", $"env SLURM_CONF={Configuration} slurmctld -D");
        Start("n1", $"env SLURM_CONF={Configuration} slurmd -D -N n1");
        Start("n2", $"env SLURM_CONF={Configuration} slurmd -D -N n2");
        WaitFor(() => Try("sinfo", "-h", "-t", "idle", "-o", "%D").Output.Trim() == "2", "both nodes are idle");
    }

    /// <summary>Whom the user's files belong to.</summary>
    public static string User => "65534:65534";

    private string Configuration => Path.Combine(_folder, "slurm.conf");

    /// <summary>Runs a program as the user, with next to nothing in its environment.</summary>
    public (int Code, string Output, string Error) Try(params string[] command) => Tool.Try("setpriv",
    [
        "--reuid=65534", "--regid=65534", "--clear-groups", "env", "-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}",
        $"SLURM_CONF={Configuration}", $"SQUASHD={Squashd.Path}", .. command,
    ]);

    /// <summary>The same, which must succeed; its standard output.</summary>
    public string Run(params string[] command)
    {
        var (code, output, error) = Try(command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}\n{error}");
        return output;
    }

    /// <summary>Takes a node its power.</summary>
    public void Kill(string node)
    {
        _daemons.Remove(node, out var daemon);
        daemon!.Dispose();
    }

    /// <summary>Waits until something is so.</summary>
    public void WaitFor(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < Tries, $"it never came true: {what}\n{Try("squeue").Output}\n{Said()}");
            Task.Delay(200).Wait();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var daemon in _daemons.Values)
            daemon.Dispose();
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private string Said() => Tool.Try("sh", "-c", $"tail -n 20 {_folder}/*.out").Output;

    private void Start(string host, string command) =>
        _daemons.Add(host, Enclosure.Start(host, $"{_folder}/hosts", $"{_folder}/{host}.out", command));

    // A task that is put back waits as long as a credential is good, a node may be silent for so long, and so seldom does
    // the scheduler look at all tasks: by default minutes each.
    private string Settings(int[] ports) => $"""
        ClusterName=test
        SlurmctldHost=control(127.0.0.1)
        SlurmctldPort={ports[0]}
        SlurmUser=root
        AuthType=auth/munge
        AuthInfo=socket={_folder}/socket,cred_expire=10
        SlurmdTimeout=6
        SchedulerParameters=sched_interval=2
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        MpiDefault=none
        SwitchType=switch/none
        SlurmdParameters=config_overrides
        StateSaveLocation={_folder}/state
        SlurmdSpoolDir={_folder}/spool/%n
        SlurmctldPidFile={_folder}/control.pid
        SlurmdPidFile={_folder}/%n.pid
        NodeName=n1 NodeAddr=127.0.0.1 Port={ports[1]} CPUs=4 RealMemory=2000
        NodeName=n2 NodeAddr=127.0.0.1 Port={ports[2]} CPUs=4 RealMemory=2000
        PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP

        """;
}
