using System.Diagnostics;

namespace Mutants;

/// <summary>A <see cref="Worker"/> as whoever started it sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process _process;

    public WorkerProcess(string engine)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["worker", engine])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.TryAdd("SQUASH_STACKS", "3000");
        start.Environment["DOTNET_gcConcurrent"] = "0";
        _process = Process.Start(start)!;
        // Nobody reads what the runtime says of a crash, but it must not wait for a reader.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public void Say(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It died; nothing will be heard of it.
        }
    }

    /// <summary>The next line; null if it died or stands still.</summary>
    public string? Hear()
    {
        var line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(Patience) ? line.Result : null;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
