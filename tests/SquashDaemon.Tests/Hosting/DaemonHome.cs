using System.Diagnostics;

namespace SquashDaemon.Tests.Hosting;

/// <summary>A home of its own for a real daemon: its configuration, its spool, and what it said.</summary>
internal sealed class DaemonHome : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Process> _started = [];

    /// <summary>Environment for what is started.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    public string this[string name] => _folder[name];

    /// <summary>The file that <c>--config</c> names.</summary>
    public string Configuration => _folder["squashd.conf"];

    /// <summary>The log file; empty until there is one.</summary>
    public string Log
    {
        get
        {
            var path = _folder["state/squashd/squashd.log"];
            if (!File.Exists(path))
                return "";
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    public void Configure(string text)
    {
        // As an editor does it, so that nobody reads half of it.
        File.WriteAllText($"{Configuration}.new", text);
        File.Move($"{Configuration}.new", Configuration, overwrite: true);
    }

    /// <summary>Starts the program, or a shell's command line in which it is <c>$0</c> and the arguments are <c>$@</c>.</summary>
    public Process Start(string? shell, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            shell is null ? Squashd.Program : "sh", shell is null ? arguments : ["-c", shell, Squashd.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SQUASHD__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = _folder.Path;
        start.Environment["XDG_STATE_HOME"] = _folder["state"];
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }

    /// <summary>Starts the daemon and waits until it looks for archives.</summary>
    public Process StartDaemon()
    {
        var daemon = Start(null, "run", "--config", Configuration);
        Squashd.WaitUntil(() => Log.Contains("Drop image archives", StringComparison.Ordinal), "the daemon is up");
        return daemon;
    }

    public (int Code, string Output, string Error) Run(params string[] arguments) => End(Start(null, arguments));

    public static (int Code, string Output, string Error) End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "squashd hangs");
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _folder.Dispose();
    }
}
