using System.Diagnostics;
using System.Globalization;

namespace Faults.Hostile;

/// <summary>The real program at one archive, measured.</summary>
/// <param name="ExitCode">What it ended with; 128 and more: a signal.</param>
/// <param name="PeakKibibytes">The most memory that it had.</param>
/// <param name="CpuSeconds">What it took of the processors.</param>
/// <param name="Message">What it said.</param>
/// <param name="Left">Files that it left.</param>
internal sealed record HostileRun(int ExitCode, long PeakKibibytes, double CpuSeconds, string Message, IReadOnlyList<string> Left)
{
    /// <summary>What a process says that did not end.</summary>
    public const int Hung = -1;

    /// <summary>SIGXCPU, as GNU time tells it.</summary>
    public const int OutOfTime = 128 + 24;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command of the program, which is killed after so many seconds of CPU time.</summary>
    public static HostileRun Of(TempFolder folder, int cpuSeconds, params string[] command)
    {
        Directory.CreateDirectory(folder["tmp"]);
        var before = Files(folder);
        var start = new ProcessStartInfo("/usr/bin/time",
        [
            "-f", "%M %U %S", "-o", folder["usage"], "prlimit", $"--cpu={cpuSeconds}:{cpuSeconds + 1}", "--core=0", "--",
            Squashd.Program, .. command,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = folder["tmp"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var hasEnded = process.WaitForExit(Longest);
        if (!hasEnded)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        var usage = hasEnded ? File.ReadLines(folder["usage"]).Last().Split(' ') : ["0", "0", "0"];
        File.Delete(folder["usage"]);
        output.Wait();
        error.Wait();
        return new HostileRun(
            hasEnded ? process.ExitCode : Hung,
            long.Parse(usage[0], CultureInfo.InvariantCulture),
            double.Parse(usage[1], CultureInfo.InvariantCulture) + double.Parse(usage[2], CultureInfo.InvariantCulture),
            error.GetAwaiter().GetResult(),
            [.. Files(folder).Except(before)]);
    }

    private static string[] Files(TempFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file))];
}
