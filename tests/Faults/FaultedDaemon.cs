using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Faults;

/// <summary>
/// A daemon under strace, whose calls fail where a path says so: an archive that is claimed already has an ID that the test
/// knows, and so its paths. The faults stop when the test says so, and the daemon runs on.
/// </summary>
internal sealed class FaultedDaemon : IDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private FaultedDaemon(TempFolder folder, Process process)
    {
        (_folder, _process) = (folder, process);
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has told: <c>run --json</c>.</summary>
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            lock (_output)
            {
                return [.. _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonDocument.Parse(line).RootElement)];
            }
        }
    }

    /// <summary>What strace saw.</summary>
    public string[] Trace => File.ReadAllLines(_folder["trace"]);

    /// <summary>Starts it; the calls named by the injections fail on one path.</summary>
    public static FaultedDaemon Start(TempFolder folder, string path, string[] injections, params string[] settings) =>
        Start(folder, [path], injections, settings);

    /// <summary>The same on several paths.</summary>
    public static FaultedDaemon Start(TempFolder folder, string[] paths, string[] injections, params string[] settings)
    {
        Need.Programs("strace");
        var calls = string.Join(',', injections.Select(injection => injection.Split(':')[0]).Append("openat").Distinct());
        string[] all =
        [
            "spool.settle=0s", "spool.rescan=1s", "retry.delay=1s", "retry.short_delay=10ms", "retry.short_retries=1",
            $"spool.state={folder["state"]}", .. settings,
        ];
        return new FaultedDaemon(folder, Process.Start(new ProcessStartInfo("strace",
        [
            // As a grandchild that signals end, so that the daemon outlives it.
            "-D", "-I2", "-f", "-y", "-qqq", "-o", folder["trace"], "-e", $"trace={calls}",
            .. paths.SelectMany(path => new[] { "-P", path }), .. injections.SelectMany(injection => new[] { "-e", $"inject={injection}" }),
            Squashd.Program, "run", "--json", "--inbox", folder["inbox"], .. all.SelectMany(setting => new[] { "--set", setting }),
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Waits until it tells something of a kind, and gives the first.</summary>
    public JsonElement WaitFor(string type)
    {
        Squashd.WaitUntil(
            () => _process.HasExited || Events.Any(told => Type(told) == type), $"it tells {type}; it tells {_output}");
        return Events.First(told => Type(told) == type);
    }

    /// <summary>How often it has told something of a kind.</summary>
    public int Count(string type) => Events.Count(told => Type(told) == type);

    /// <summary>The faults stop.</summary>
    public void Heal()
    {
        // Process 0 is our own group.
        if (Tracer() is not "0" and var tracer)
            Signal(tracer, "TERM");
        Squashd.WaitUntil(() => Tracer() == "0", "strace lets go");
    }

    /// <summary>Waits until it has ended by itself, or by a fault that kills.</summary>
    public void WaitForEnd()
    {
        Squashd.WaitUntil(() => _process.HasExited, "the daemon ends");
        // And until all that it told is here.
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, and gives its exit code.</summary>
    public int End()
    {
        Signal(_process.Id.ToString(CultureInfo.InvariantCulture), "TERM");
        WaitForEnd();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? Type(JsonElement told) => told.GetProperty("message_type").GetString();

    private static void Signal(string pid, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid]);
        kill.WaitForExit();
    }

    private string Tracer() => File.ReadLines($"/proc/{_process.Id}/status")
        .First(line => line.StartsWith("TracerPid:", StringComparison.Ordinal))["TracerPid:".Length..].Trim();

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
