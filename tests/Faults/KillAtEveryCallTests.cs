namespace Faults;

/// <summary>
/// The daemon dies at each call that changes a file, from its start to its end, one after the other, and in the second test
/// once more in the start after that.
/// </summary>
public sealed class KillAtEveryCallTests
{
    [Theory]
    [InlineData("done")]
    [InlineData("another file system")]
    [InlineData("delete")]
    [InlineData("keep")]
    [InlineData("compressed")]
    [InlineData("options")]
    [InlineData("refused")]
    [InlineData("no exclusive rename")]
    public void NothingIsLostNothingIsShownHalfAndNothingTwice(string kind)
    {
        var toll = new Toll($"kill at every call, {kind}");
        using var trial = new KillTrial(SpoolKind.Of(kind), toll);
        var step = FaultForm.Step(10);
        for (var number = 1 + (kind.Length % step); ; number += step)
        {
            using var spool = new TracedSpool(SpoolKind.Of(kind));
            if (trial.Kill(spool, number) is not { } killed)
                break;
            trial.CheckRestart(spool, killed);
        }
        toll.AssertNone();
    }

    [Theory]
    [InlineData("done")]
    [InlineData("keep")]
    [InlineData("options")]
    [InlineData("no exclusive rename")]
    public void ASecondDeathInTheNextStartChangesNothing(string kind)
    {
        var toll = new Toll($"kill at every call of the start after a kill, {kind}");
        using var trial = new KillTrial(SpoolKind.Of(kind), toll);
        var (apart, step, isDead) = (FaultForm.IsWhole ? 8 : 30, FaultForm.Step(20), true);
        for (var first = apart; isDead; first += apart)
        {
            for (var second = 1 + (first % step); ; second += step)
            {
                using var spool = new TracedSpool(SpoolKind.Of(kind));
                if (trial.Kill(spool, first) is not { } killed)
                    isDead = false;
                else if (trial.Kill(spool, second, $"{killed} and then ") is { } again)
                {
                    trial.CheckRestart(spool, again);
                    continue;
                }
                break;
            }
        }
        toll.AssertNone();
    }
}
