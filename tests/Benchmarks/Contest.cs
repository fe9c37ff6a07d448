using System.Globalization;

namespace Benchmarks;

/// <summary>Squashes one case beside its peers, all in turn in each round, and prints medians.</summary>
internal sealed class Contest(Case subject, string squashd, string folder, int rounds)
{
    private readonly Dictionary<string, List<Timing>> _timings = [];

    /// <summary>Measures and prints.</summary>
    public void Run()
    {
        var input = Path.Combine(folder, "input.tar");
        new ImageMaker(subject, folder).Write(input);
        File.Delete(Path.Combine(folder, "layer.plain"));
        File.Delete(Path.Combine(folder, "layer.packed"));
        for (var round = 0; round < (subject.IsForMemory ? 1 : rounds); round++)
        {
            Measure("cp", "cp input.tar copy.tar");
            File.Delete(Path.Combine(folder, "copy.tar"));
            Measure("openssl, input", "openssl dgst -sha256 input.tar");
            Measure("squashd", $"{squashd} squash --force --quiet input.tar -o flat.tar");
            Measure("squashd --no-verify", $"{squashd} squash --force --quiet --no-verify input.tar -o flat.tar");
            Measure("openssl, output", "openssl dgst -sha256 flat.tar");
            if (subject.Packing.IsCompressed)
                Measure("unpack", Unpacked());
        }
        Print(new FileInfo(input).Length, new FileInfo(Path.Combine(folder, "flat.tar")).Length);
        if (!subject.IsForMemory)
            new Peers(folder).Run();
    }

    /// <summary>Every layer decompressed once, on one core, by the usual programs.</summary>
    private string Unpacked()
    {
        var program = subject.Packing.Compression == Squash.Blobs.Compression.Gzip ? "gzip" : "zstd";
        var layers = Path.Combine(folder, "layers");
        if (!Directory.Exists(layers))
            _ = Timing.Of("sh -c 'mkdir layers && tar -xf input.tar -C layers'", folder);
        return $"sh -c 'for blob in layers/blobs/sha256/*; do {program} -dc < $blob 2> /dev/null > /dev/null; done; true'";
    }

    private void Measure(string name, string command)
    {
        if (!_timings.TryGetValue(name, out var timings))
            _timings[name] = timings = [];
        timings.Add(Timing.Of(command, folder));
    }

    private void Print(long input, long output)
    {
        var medians = _timings.ToDictionary(pair => pair.Key, pair => Timing.Median(pair.Value));
        var sum = medians["cp"].Cpu + medians["openssl, input"].Cpu + medians["openssl, output"].Cpu;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{subject.Name}: {input / 1e6:N0} MB in, {output / 1e6:N0} MB out; limit L = {sum / 2:F2} s, CPU of its parts {sum:F2} s"));
        Console.WriteLine($"{"",-22}{"wall s",8}{"CPU s",8}{"peak MB",9}{"wall/cp",9}{"wall/L",8}{"CPU/sum",9}");
        foreach (var (name, median) in medians)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22}{median.Wall,8:F2}{median.Cpu,8:F2}{median.PeakKilobytes / 1024.0,9:F0}{median.Wall / medians["cp"].Wall,9:F2}{median.Wall / (sum / 2),8:F2}{median.Cpu / sum,9:F2}"));
        }
    }
}
