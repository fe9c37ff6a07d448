using System.Numerics;

namespace Faults;

/// <summary>
/// All calls of one name fail with one error, from the first, the second, the fourth and so on, until the fault is mended;
/// then all goes on by itself.
/// </summary>
public sealed class ErrorForEverTests
{
    [Fact]
    public void HealsWhenTheFaultStops()
    {
        var trial = new ErrorTrial(SpoolKind.Of("done"), "");
        var toll = new Toll("each error at each call, for ever");
        var from = trial.Calls.Where(call => BitOperations.IsPow2(call.Number)).ToList();
        trial.RunAll(toll, from, oneIn: 20, times: null);
        toll.AssertNone();
    }
}
