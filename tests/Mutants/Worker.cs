using System.Globalization;

namespace Mutants;

/// <summary>
/// The process that runs tests: one command a line comes in, one answer a line goes out. Whoever starts it must reckon
/// with its sudden death.
/// </summary>
internal sealed class Worker(TestFolder folder, TextReader commands, TextWriter answers)
{
    private const long MostBytes = 3L << 30;
    private readonly IReadOnlyList<TestCase> _tests = folder.Tests();
    private double _limitSeconds = double.MaxValue;

    /// <summary>Answers until there are no commands.</summary>
    public void Run()
    {
        new Thread(Watch) { IsBackground = true }.Start();
        while (commands.ReadLine()?.Split(' ') is [var command, var number, .. var tests])
        {
            if (command == "reach")
                Reach(int.Parse(number));
            else
                Face(int.Parse(number), tests);
        }
    }

    /// <summary>Runs every test without a mutant: its time, whether it passes, and which mutants it comes by.</summary>
    private void Reach(int count)
    {
        foreach (var test in _tests)
        {
            var reached = new bool[count];
            folder.Observe(reached);
            var start = CpuSeconds();
            var error = test.Run();
            var seconds = CpuSeconds() - start;
            var numbers = string.Join(',', Enumerable.Range(0, count).Where(number => reached[number]));
            var complaint = error?.Message.ReplaceLineEndings(" ").Replace('\t', ' ');
            answers.WriteLine(FormattableString.Invariant($"{test.Name}\t{seconds:F3}\t{complaint}\t{numbers}"));
        }
        answers.WriteLine("end");
    }

    /// <summary>Runs tests with one mutant until the first that fails; each is named by place and usual time.</summary>
    private void Face(int number, string[] tests)
    {
        folder.Activate(number);
        var killer = tests.FirstOrDefault(test =>
        {
            var parts = test.Split(':');
            var seconds = Math.Max(1.5, 10 * double.Parse(parts[1], CultureInfo.InvariantCulture));
            Volatile.Write(ref _limitSeconds, CpuSeconds() + seconds);
            var error = _tests[int.Parse(parts[0])].Run();
            Volatile.Write(ref _limitSeconds, double.MaxValue);
            return error is not null;
        });
        folder.Activate(-1);
        answers.WriteLine(killer is null ? "survived" : $"killed\t{killer.Split(':')[0]}");
    }

    /// <summary>Ends the process when a test loops or eats all memory; processor time, since others may be busy.</summary>
    private void Watch()
    {
        while (CpuSeconds() < Volatile.Read(ref _limitSeconds) && Environment.WorkingSet < MostBytes)
            Thread.Sleep(200);
        answers.WriteLine("ended");
        Environment.FailFast(null);
    }

    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
