namespace Faults;

/// <summary>
/// Each call of the daemon that is about its folders fails once, one after the other, with each error. The daemon lives on,
/// and in the end all is as if nothing had happened.
/// </summary>
public sealed class ErrorOnceTests
{
    private static readonly Dictionary<string, ErrorTrial> Trials = new()
    {
        ["done"] = new(SpoolKind.Of("done"), ""),
        ["refused"] = new(SpoolKind.Of("refused"), ""),
        ["options"] = new(SpoolKind.Of("options"), ""),
        ["compressed"] = new(SpoolKind.Of("compressed"), "scratch"),
    };

    [Theory]
    [InlineData("done", 40)]
    [InlineData("refused", 100)]
    [InlineData("options", 200)]
    [InlineData("compressed", 60)]
    public void IsNoHarm(string kind, int oneIn)
    {
        var trial = Trials[kind];
        var toll = new Toll($"each error at each call, once, {kind}");
        trial.RunAll(toll, trial.Calls, oneIn, times: 1);
        toll.AssertNone();
    }
}
