using System.Diagnostics;
using System.Text;
using SquashDaemon.Spool;

namespace Shared.Spool;

/// <summary>A running daemon on the spool of a test, in a hurry unless it is told otherwise.</summary>
internal sealed class Daemon : IDisposable
{
    private static readonly string[] Hurry = ["spool.settle=50ms", "retry.delay=200ms", "spool.rescan_network=1s"];
    private readonly StringBuilder _log = new();
    private readonly TempFolder _folder;
    private readonly Process _process;

    private Daemon(TempFolder folder, Process process)
    {
        (_folder, _process) = (folder, process);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>What it has logged.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it ended with.</summary>
    public int Code => _process.ExitCode;

    /// <summary>Starts it; it may not serve yet.</summary>
    public static Daemon Start(TempFolder folder, params string[] settings) =>
        new(folder, Squashd.Start(Arguments(folder, settings, "run")));

    /// <summary>Starts it as a user without rights, whom the folders must belong to.</summary>
    public static Daemon StartAsNobody(TempFolder folder, params string[] settings) => StartAsNobody(folder, [], settings);

    /// <summary>The same, with some rights of root's: <c>dac_read_search</c> and the like.</summary>
    public static Daemon StartAsNobody(TempFolder folder, string[] capabilities, string[] settings)
    {
        Need.Root();
        Need.Programs("setpriv");
        var rights = string.Concat(capabilities.Select(capability => $",+{capability}")).TrimStart(',');
        return new Daemon(folder, Process.Start(new ProcessStartInfo(
            "setpriv",
            [
                "--reuid=65534", "--regid=65534", "--clear-groups",
                .. capabilities.Length == 0 ? Array.Empty<string>() : [$"--inh-caps={rights}", $"--ambient-caps={rights}"],
                Squashd.Program, .. Arguments(folder, settings, "run"),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>Starts it under strace, which makes system calls fail as it is told.</summary>
    public static Daemon StartTraced(TempFolder folder, string[] injections, params string[] settings) =>
        new(folder, Process.Start(Traced(folder, injections, settings, "run"))!);

    /// <summary>Squashes all that is there and ends.</summary>
    public static (int Code, string Log) Drain(TempFolder folder, params string[] settings)
    {
        var (code, _, error) = Squashd.Run(Arguments(folder, settings, "run", "--drain"));
        return (code, error);
    }

    /// <summary>The same where there is much, which may take minutes on a machine that has other work.</summary>
    public static int DrainMany(TempFolder folder, params string[] settings)
    {
        using var daemon = new Daemon(folder, Squashd.Start(Arguments(folder, settings, "run", "--drain")));
        Assert.True(daemon._process.WaitForExit(TimeSpan.FromMinutes(5)), "the daemon drains");
        return daemon._process.ExitCode;
    }

    /// <summary>The same while system calls fail or kill.</summary>
    public static (int Code, string Log) DrainTraced(TempFolder folder, string[] injections, params string[] settings)
    {
        using var daemon = new Daemon(folder, Process.Start(Traced(folder, injections, settings, "run", "--drain"))!);
        Squashd.WaitUntil(() => daemon._process.HasExited, "the traced daemon ends");
        daemon._process.WaitForExit();
        return (daemon._process.ExitCode, daemon.Log);
    }

    /// <summary>What a command says of the spool.</summary>
    public static (int Code, string Output, string Error) Ask(TempFolder folder, params string[] command) =>
        Squashd.Run(Arguments(folder, [], command));

    /// <summary>Waits for a line of the log.</summary>
    public void WaitFor(string text) =>
        Squashd.WaitUntil(() => Log.Contains(text, StringComparison.Ordinal), $"it logs {text}; it logs {Log}");

    /// <summary>Waits until it serves the spool.</summary>
    public Daemon Serving()
    {
        WaitFor("Drop image archives into");
        return this;
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public int End(string signal)
    {
        // Under strace the daemon is a child; the lock names it.
        // .NET's own reading would want the lock.
        var pid = Encoding.ASCII.GetString(SmallFile.Read(_folder["work/.squashd.lock"], 100)!);
        using (var kill = Process.Start("kill", [$"-{signal}", pid]))
            kill.WaitForExit();
        Squashd.WaitUntil(() => _process.HasExited, "the daemon ends");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string[] Arguments(TempFolder folder, string[] settings, params string[] command) =>
    [
        .. command, "--inbox", folder["inbox"],
        .. Hurry.Concat(settings).Append($"spool.state={folder["state"]}").SelectMany(setting => new[] { "--set", setting }),
    ];

    private static ProcessStartInfo Traced(
        TempFolder folder, string[] injections, string[] settings, params string[] command)
    {
        Need.Programs("strace");
        var traced = string.Join(',', injections.Select(injection => injection.Split(':')[0]).Distinct());
        return new ProcessStartInfo("strace",
        [
            "-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", $"trace={traced}",
            .. injections.SelectMany(injection => new[] { "-e", $"inject={injection}" }),
            Squashd.Program, .. Arguments(folder, settings, command),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private void Add(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
