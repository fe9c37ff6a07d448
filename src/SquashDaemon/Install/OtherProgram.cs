using System.ComponentModel;
using System.Diagnostics;

namespace SquashDaemon.Install;

/// <summary>Runs programs of the system whose answers are short.</summary>
/// <param name="environment">What their environment has besides ours.</param>
/// <param name="folder">Where they are; empty: wherever PATH says.</param>
internal sealed class OtherProgram(IReadOnlyDictionary<string, string> environment, string folder = "")
{
    private const int NotFound = 127;

    /// <summary>Runs one; how it ended, and what it said.</summary>
    public (int Code, string Said) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, said.Trim());
        }
        catch (Win32Exception)
        {
            return (NotFound, $"there is no {program}");
        }
    }
}
