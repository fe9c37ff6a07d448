using BenchmarkDotNet.Attributes;
using Squash.Layers;
using Squash.Merging;
using Squash.Tar;

namespace Benchmarks;

/// <summary>The loops that an entry goes through: its header, the hash of its path, its place in the plan.</summary>
[MemoryDiagnoser]
public class InnerLoops
{
    private const int Entries = 10_000;
    private readonly byte[] _layer = Layer();
    private readonly PathHash _hash = new();

    [Benchmark(OperationsPerInvoke = Entries)]
    public int ParseHeader()
    {
        var reader = new TarReader(new MemoryStream(_layer), TarReader.SkimmingBuffer);
        var count = 0;
        while (reader.Read())
            count += reader.Entry.Path.Length;
        return count;
    }

    [Benchmark]
    public PathKey HashPath() => _hash.Of("usr/share/doc/package/changelog.gz"u8);

    [Benchmark(OperationsPerInvoke = Entries)]
    public object PlanEntry() => new MergePlanner([() => new MemoryStream(_layer)]).Plan();

    private static byte[] Layer()
    {
        var stream = new MemoryStream();
        var writer = new TarHeaderWriter();
        for (var number = 0; number < Entries; number++)
        {
            stream.Write(writer.Write(new TarHeader
            {
                Type = TarEntryType.RegularFile,
                Path = System.Text.Encoding.ASCII.GetBytes($"usr/share/folder{number / 50}/file{number}"),
                Mode = 0x1A4,
            }));
        }
        stream.Write(TarHeaderWriter.EndMarker);
        return stream.ToArray();
    }
}
