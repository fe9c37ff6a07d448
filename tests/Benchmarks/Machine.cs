namespace Benchmarks;

/// <summary>Where it is measured.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, memory, kernel and the file system of a folder, in one line.</summary>
    public static string Describe(string folder)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1];
        var memory = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return $"{processor}, {Environment.ProcessorCount} cores, {long.Parse(memory) >> 20} GiB, Linux {kernel}, {new DriveInfo(folder).DriveFormat}";
    }
}
