namespace Benchmarks;

/// <summary>Other ways to one layer, measured once each: they take long.</summary>
internal sealed class Peers(string folder)
{
    /// <summary>Runs those that are installed.</summary>
    public void Run()
    {
        Try("GNU tar, unpack and pack", "tar",
            "rm -rf layout tree && mkdir layout tree && tar -xf input.tar -C layout && for layer in $(sed 's/.*Layers\":\\[//; s/[][\",{}]/ /g' layout/manifest.json); "
            + "do tar -xf layout/$layer -C tree; done && tar -cf packed.tar -C tree . && rm -rf layout tree packed.tar");
        Try("umoci unpack, repack", "umoci",
            "rm -rf layout bundle && mkdir layout && tar -xf input.tar -C layout && umoci unpack --image layout:latest bundle "
            + "&& umoci init --layout flat && umoci new --image flat:latest && umoci insert --image flat:latest bundle/rootfs / && rm -rf layout bundle flat");
    }

    private void Try(string name, string program, string command)
    {
        if (Measured($"which {program}") is null)
            Console.WriteLine($"{name,-26} is not installed");
        else if (Measured($"sh -ec \"{command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}\"") is not { } timing)
            Console.WriteLine($"{name,-26} cannot do it");
        else
            Console.WriteLine(FormattableString.Invariant($"{name,-26}{timing.Wall,8:F2} s wall {timing.Cpu,8:F2} s CPU {timing.PeakKilobytes / 1024,6} MB"));
    }

    /// <summary>Null if it fails: umoci unpacks no zstd.</summary>
    private Timing? Measured(string command)
    {
        try
        {
            return Timing.Of(command, folder);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
