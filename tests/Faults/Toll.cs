using System.Collections.Concurrent;
using System.Globalization;

namespace Faults;

/// <summary>
/// What faults did in one test: how many were tried, and every image lost, shown in part or twice, every crash and every
/// hang; from any thread. SQUASHD_TOLL names a file that gets a line of the table.
/// </summary>
/// <param name="test">The test.</param>
internal sealed class Toll(string test)
{
    private const int MostTold = 40;
    private const int LongestTold = 2000;
    private static readonly string[] Kinds = ["lost", "partial", "duplicated", "crashed", "hung", "unnamed", "other"];
    private readonly ConcurrentQueue<(string Kind, string What)> _harm = [];
    private int _tried;

    /// <summary>Faults tried.</summary>
    public int Tried => _tried;

    /// <summary>One more was tried.</summary>
    public void Count() => Interlocked.Increment(ref _tried);

    /// <summary>Notes a harm unless all is well.</summary>
    public void Expect(bool isWell, string kind, string what)
    {
        if (!isWell)
            _harm.Enqueue((kind, what.Length > LongestTold ? what[..LongestTold] : what));
    }

    /// <summary>Notes an assertion that failed.</summary>
    public void Try(string kind, string what, Action check)
    {
        try
        {
            check();
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            _harm.Enqueue((kind, $"{what}: {failure.Message}"));
        }
    }

    /// <summary>A line of the table, or below one.</summary>
    public static void Tell(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SQUASHD_TOLL") is { Length: > 0 } file)
            File.AppendAllLines(file, [line]);
    }

    /// <summary>The end: there was none.</summary>
    public void AssertNone()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{test}: {Tried} tried, ")
            + string.Join(", ", Kinds.Select(kind => $"{_harm.Count(harm => harm.Kind == kind)} {kind}"));
        Tell(line);
        if (_harm.Count > 0)
            Assert.Fail($"{line}\n{string.Join('\n', _harm.Take(MostTold).Select(harm => $"{harm.Kind}: {harm.What}"))}");
    }
}
