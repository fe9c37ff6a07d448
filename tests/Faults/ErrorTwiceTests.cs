namespace Faults;

/// <summary>The same twice in a row, so that what is done about the first error fails as well.</summary>
public sealed class ErrorTwiceTests
{
    [Fact]
    public void IsNoHarm()
    {
        var trial = new ErrorTrial(SpoolKind.Of("done"), "");
        var toll = new Toll("each error at each call, twice");
        foreach (var (error, turn) in Errors.All.Select((error, turn) => (error, turn)))
        {
            foreach (var (call, _) in trial.Calls.Select((call, number) => (call, number)).Where(call => FaultForm.Includes(call.number, turn, 100)))
                trial.Run(toll, call, error, times: 2);
        }
        toll.AssertNone();
    }
}
