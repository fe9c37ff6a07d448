namespace Benchmarks;

/// <summary>How the time grows with files and with layers: ten times as many, and what each then costs.</summary>
internal sealed class Curve(string squashd, string folder, int rounds)
{
    /// <summary>Measures and prints.</summary>
    public void Run()
    {
        Console.WriteLine("\nten times the files, ten times the layers: CPU seconds of squashd");
        foreach (var files in new[] { 10_000, 100_000, 1_000_000 })
            Measure(new Case($"{files:N0} files, 20 layers", 20, files, files * 200L));
        foreach (var layers in new[] { 10, 100, 1000 })
            Measure(new Case($"100,000 files, {layers:N0} layers", layers, 100_000, 20_000_000));
    }

    private void Measure(Case subject)
    {
        var input = Path.Combine(folder, "input.tar");
        new ImageMaker(subject, folder).Write(input);
        var timing = Timing.Median(
            [.. Enumerable.Range(0, rounds).Select(_ => Timing.Of($"{squashd} squash --force --quiet input.tar -o flat.tar", folder))]);
        Console.WriteLine(FormattableString.Invariant(
            $"{subject.Name,-32}{timing.Wall,8:F2} s wall {timing.Cpu,8:F2} s CPU {timing.PeakKilobytes / 1024,6} MB"));
    }
}
