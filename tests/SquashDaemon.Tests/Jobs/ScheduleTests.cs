using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

public sealed class ScheduleTests
{
    private static readonly RetrySettings Settings = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Hold _hold;

    public ScheduleTests() => _hold = new Hold(_time);

    [Theory]
    [InlineData(1, 0.0, 15)]
    [InlineData(1, 1.0, 45)]
    [InlineData(2, 0.5, 60)]
    [InlineData(3, 0.5, 120)]
    [InlineData(8, 0.5, 3600)]
    [InlineData(1000, 0.5, 3600)]
    public void EachPauseIsTwiceTheOneBeforeAndNoneIsLongerThanAnHour(int attempt, double chance, double seconds) =>
        Assert.Equal(seconds, RetrySchedule.After(attempt, Settings, chance).TotalSeconds);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(9, 900)]
    public void AHoldIsProbedAtLeastEachQuarterOfAnHour(int failure, double seconds) =>
        Assert.Equal(seconds, RetrySchedule.Hold(failure, Settings).TotalSeconds);

    [Fact]
    public void AFullOutboxOpensWhenThereIsRoom()
    {
        Assert.True(_hold.Begin(Full(free: 10, needed: 100), Settings));
        Assert.True(_hold.IsClosed);
        _hold.Notice(99);
        Assert.True(_hold.IsClosed);
        _hold.Notice(100);
        Assert.False(_hold.IsClosed);
        Assert.True(_hold.IsProbing);
        Assert.True(_hold.End());
        Assert.False(_hold.IsProbing);
    }

    [Fact]
    public void AQuotaShowsNoRoomAndIsProbedByTime()
    {
        // Others on the disk make room all the time, which is not the room that is missing.
        _hold.Begin(Full(free: 1 << 30, needed: 100), Settings);
        _hold.Notice(2L << 30);
        Assert.True(_hold.IsClosed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(_hold.IsClosed);
        Assert.False(_hold.Begin(Full(free: 1 << 30, needed: 100), Settings));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_hold.IsClosed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(_hold.IsClosed);
    }

    [Fact]
    public void AnotherDiskThatIsFullIsNotOpenedByRoomInTheOutbox()
    {
        _hold.Begin(new JobEnd(JobOutcome.NotTaken) { Trouble = TroubleKind.Room, Reason = "no space for a claim" }, Settings);
        _hold.Notice(1L << 40);
        Assert.True(_hold.IsClosed);
    }

    [Fact]
    public void AHoldEndsInTimeAlthoughTheClockIsSetBack()
    {
        var clock = new TwoClocks { Now = DateTimeOffset.UtcNow };
        var hold = new Hold(clock);
        hold.Begin(Full(free: 1 << 30, needed: 100), Settings);
        clock.Now = clock.Now.AddYears(-1);
        Assert.Equal(TimeSpan.FromSeconds(30), hold.Left);
        clock.Passed = TimeSpan.FromSeconds(30);
        Assert.False(hold.IsClosed);
    }

    [Fact]
    public void RoomDoesNotOpenFoldersThatCannotBeUsed()
    {
        _hold.Begin(Full(free: 10, needed: 0) with { Trouble = TroubleKind.Environment }, Settings);
        _hold.Notice(1000);
        Assert.True(_hold.IsClosed);
    }

    private static JobEnd Full(long free, long needed) => new(JobOutcome.Deferred)
    {
        Trouble = TroubleKind.Room,
        Reason = "no space",
        FreeBytes = free,
        NeededBytes = needed,
    };

    /// <summary>The one that may be set, and the one that may not.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
