namespace Faults;

/// <summary>The same twice in a row, so that what is done about the first error fails as well.</summary>
public sealed class ErrorTwiceTests
{
    [Fact]
    public void IsNoHarm()
    {
        var trial = new ErrorTrial(SpoolKind.Of("done"), "");
        var toll = new Toll("each error at each call, twice");
        trial.RunAll(toll, trial.Calls, oneIn: 100, times: 2);
        toll.AssertNone();
    }
}
