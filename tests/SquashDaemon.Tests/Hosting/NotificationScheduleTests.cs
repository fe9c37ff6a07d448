using SquashDaemon.Hosting;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Hosting;

public sealed class NotificationScheduleTests
{
    private readonly DaemonStatus _status = new();

    [Fact]
    public void ReadyIsSaidOnceAndOnlyWhenItIsTrue()
    {
        var schedule = new NotificationSchedule(_status, null);
        Assert.DoesNotContain("READY=1", schedule.Take(At(0)));
        _status.Ready();
        Assert.Contains("READY=1", schedule.Take(At(0)));
        Assert.DoesNotContain("READY=1", schedule.Take(At(9)));
    }

    [Fact]
    public void WhatStopsBeforeItWasReadyNeverSaysSo()
    {
        var schedule = new NotificationSchedule(_status, null) { IsStopping = true };
        _status.Ready();
        Assert.DoesNotContain("READY=1", schedule.Take(At(0)));
    }

    [Fact]
    public void TheStatusIsSaidWhenItChangesAtMostOnceASecond()
    {
        var schedule = Ready(null);
        _status.Say("a");
        Assert.Empty(schedule.Take(At(0.5)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), schedule.Wait(At(0.5)));
        _status.Say("b");
        Assert.Equal(["STATUS=b"], schedule.Take(At(1)));
        Assert.Empty(schedule.Take(At(5)));
        Assert.Null(schedule.Wait(At(5)));
    }

    [Fact]
    public void AStatusIsNoPlaceForAnotherAssignment()
    {
        var schedule = Ready(null);
        _status.Say("a\nMAINPID=1");
        Assert.Equal(["STATUS=a MAINPID=1"], schedule.Take(At(1)));
    }

    [Fact]
    public void TheWatchdogIsFedAtHalfItsTimeWhileNothingIsInHand()
    {
        var schedule = Ready(At(60));
        _status.IsIdle = true;
        Assert.Empty(schedule.Take(At(29)));
        Assert.Equal(At(1), schedule.Wait(At(29)));
        Assert.Equal(["WATCHDOG=1"], schedule.Take(At(30)));
        Assert.Empty(schedule.Take(At(59)));
        Assert.Equal(["WATCHDOG=1"], schedule.Take(At(60)));
    }

    [Fact]
    public void WorkThatDoesNotMoveStarvesIt()
    {
        var schedule = Ready(At(60));
        for (var second = 1; second <= 120; second++)
            Assert.Empty(schedule.Take(At(second)));
    }

    [Fact]
    public void WorkThatMovesFeedsItAndInTimeAlsoAfterAPause()
    {
        var schedule = Ready(At(60));
        _status.Tick();
        Assert.Equal(["WATCHDOG=1"], schedule.Take(At(30)));
        Assert.Empty(schedule.Take(At(60)));
        _status.Tick();
        Assert.Equal(At(7.5), schedule.Wait(At(60)));
        Assert.Equal(["WATCHDOG=1"], schedule.Take(At(67.5)));
    }

    [Fact]
    public void AStartThatTakesLongAsksForMoreTimeWhileItMoves()
    {
        var schedule = new NotificationSchedule(_status, null);
        Assert.Contains("EXTEND_TIMEOUT_USEC=30000000", schedule.Take(At(0)));
        Assert.Empty(schedule.Take(At(5)));
        _status.Tick();
        Assert.Equal(["EXTEND_TIMEOUT_USEC=30000000"], schedule.Take(At(10)));
        _status.Tick();
        Assert.Empty(schedule.Take(At(11)));
        _status.Ready();
        _status.Tick();
        Assert.Equal(["READY=1"], schedule.Take(At(20)));
    }

    [Fact]
    public void SoDoesAStop()
    {
        var schedule = Ready(null);
        _status.Tick();
        Assert.Empty(schedule.Take(At(10)));
        schedule.IsStopping = true;
        Assert.Equal(["EXTEND_TIMEOUT_USEC=30000000"], schedule.Take(At(10)));
        Assert.Equal(At(5), schedule.Wait(At(10)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>One that has said at the time 0 all that it had to say.</summary>
    private NotificationSchedule Ready(TimeSpan? watchdog)
    {
        var schedule = new NotificationSchedule(_status, watchdog);
        _status.Ready();
        schedule.Take(At(0));
        return schedule;
    }
}
