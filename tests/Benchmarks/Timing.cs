using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>What one run of a command took.</summary>
/// <param name="Wall">Seconds that passed.</param>
/// <param name="Cpu">Seconds of processor time, user and system.</param>
/// <param name="PeakKilobytes">Its largest resident size.</param>
internal readonly record struct Timing(double Wall, double Cpu, long PeakKilobytes)
{
    /// <summary>Runs a command of the shell as a process, measured by GNU time.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static Timing Of(string command, string folder)
    {
        var report = Path.Combine(folder, "time");
        var start = new ProcessStartInfo("/usr/bin/time", ["-o", report, "-f", "%e %U %S %M", "sh", "-c", $"exec {command}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command}: {error} {output.Result}");
        var numbers = File.ReadAllLines(report)[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Timing(numbers[0], numbers[1] + numbers[2], (long)numbers[3]);
    }

    /// <summary>The median of each figure.</summary>
    public static Timing Median(IReadOnlyCollection<Timing> all) => new(
        Middle(all.Select(one => one.Wall)), Middle(all.Select(one => one.Cpu)), (long)Middle(all.Select(one => (double)one.PeakKilobytes)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
