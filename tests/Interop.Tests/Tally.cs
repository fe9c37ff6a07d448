[assembly: AssemblyFixture(typeof(Interop.Tests.Tally))]

namespace Interop.Tests;

/// <summary>Which tests used which engine; SQUASHD_TALLY names a file for the counts.</summary>
public sealed class Tally : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Engine, string Test)> _ran = [];

    /// <summary>Notes that the running test used an engine, and says how.</summary>
    public void Ran(string engine, string what)
    {
        lock (_lock)
            _ran.Add((engine, TestContext.Current.Test!.TestDisplayName));
        TestContext.Current.TestOutputHelper!.WriteLine($"{engine}: {what}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("SQUASHD_TALLY") is { Length: > 0 } tally)
            File.WriteAllLines(tally, _ran.CountBy(ran => ran.Engine).Select(count => $"{count.Key}: {count.Value} tests"));
    }
}
