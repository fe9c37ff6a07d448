using System.Collections.Concurrent;
using System.Globalization;

namespace Mutants;

/// <summary>Lets every mutant face the tests that come by it, the quickest first, in processes of their own.</summary>
/// <param name="engine">The assembly that holds the mutants.</param>
/// <param name="count">How many numbers they have.</param>
internal sealed class TestRun(string engine, int count)
{
    /// <summary>Files whose mutants may write anywhere, so that nothing can be believed afterwards.</summary>
    private static readonly string[] Wild = ["Merging/MappedSlab.cs", "Merging/TableMemory.cs", "Merging/PathTable.cs"];
    private readonly List<(string Name, double Seconds)> _tests = [];
    private readonly Dictionary<int, List<int>> _facing = [];
    private readonly ConcurrentDictionary<string, int> _killers = [];
    private readonly ConcurrentDictionary<int, Fate> _fates = [];

    /// <summary>What became of a mutant.</summary>
    public Fate FateOf(Mutant mutant) => _fates.GetValueOrDefault(mutant.Number, Fate.Unreached);

    /// <summary>Runs all tests once without a mutant.</summary>
    public void Measure()
    {
        using var worker = new WorkerProcess(engine);
        worker.Say($"reach {count}");
        while (worker.Hear() is { } line and not "end")
        {
            if (line.Split('\t') is not [var name, var seconds, var error, var reached])
                throw new InvalidOperationException(line);
            if (error.Length > 0)
                throw new InvalidOperationException($"{name} fails without any mutant: {error}");
            _tests.Add((name, double.Parse(seconds, CultureInfo.InvariantCulture)));
            foreach (var mutant in reached.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            {
                if (!_facing.TryGetValue(mutant, out var facing))
                    _facing[mutant] = facing = [];
                facing.Add(_tests.Count - 1);
            }
        }
        foreach (var facing in _facing.Values)
            facing.Sort((left, right) => _tests[left].Seconds.CompareTo(_tests[right].Seconds));
        Console.WriteLine($"{_tests.Count} tests take {_tests.Sum(test => test.Seconds):F1} s of processor time");
    }

    /// <summary>Runs the tests with each mutant.</summary>
    public void Face(IEnumerable<Mutant> mutants)
    {
        var queue = new ConcurrentQueue<Mutant>(mutants.Where(mutant => _facing.ContainsKey(mutant.Number)));
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var worker = new WorkerProcess(engine);
            while (queue.TryDequeue(out var mutant))
            {
                var fate = Face(worker, mutant);
                _fates[mutant.Number] = fate;
                if (_fates.Count % 100 == 0)
                    Console.WriteLine($"{_fates.Count} tried, {_fates.Count(fate => fate.Value is Fate.Survived)} survived");
                if (fate is Fate.Survived)
                    Console.WriteLine($"survived  {mutant}");
                if (fate is not (Fate.Ended or Fate.Crashed) && !Wild.Contains(mutant.File))
                    continue;
                worker.Dispose();
                worker = new WorkerProcess(engine);
            }
            worker.Dispose();
        });
    }

    private Fate Face(WorkerProcess worker, Mutant mutant)
    {
        // What killed the last one of the member is likely to kill this one.
        var tests = _facing[mutant.Number].ToList();
        if (_killers.TryGetValue(mutant.Member, out var known) && tests.Remove(known))
            tests.Insert(0, known);
        var words = tests.Select(test => FormattableString.Invariant($"{test}:{_tests[test].Seconds:F3}"));
        worker.Say($"face {mutant.Number} {string.Join(' ', words)}");
        switch (worker.Hear()?.Split('\t'))
        {
            case ["survived"]:
                return Fate.Survived;
            case ["killed", var test]:
                _killers[mutant.Member] = int.Parse(test);
                return Fate.Killed;
            case ["ended"]:
                return Fate.Ended;
            default:
                return Fate.Crashed;
        }
    }
}
