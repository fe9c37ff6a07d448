using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

public sealed class JobQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TestSpool _spool = new();
    private readonly JobQueue _queue;

    public JobQueueTests() => _queue = new JobQueue(_spool.Live, _time);

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void WhatWasTakenFirstComesFirst()
    {
        Add("2");
        Add("1");
        Assert.Equal("1", _queue.Take(isLast: false)!.Record.Id);
        Assert.Equal("2", _queue.Take(isLast: false)!.Record.Id);
        Assert.Null(_queue.Take(isLast: true));
    }

    [Fact]
    public void WhatIsDeferredWaitsForItsTime()
    {
        Add("1", next: TimeSpan.FromMinutes(1));
        Assert.Null(_queue.Take(isLast: true));
        Assert.Equal(_time.GetUtcNow().AddMinutes(1), _queue.NextTry);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(_queue.Take(isLast: false));
        Assert.Null(_queue.NextTry);
    }

    [Fact]
    public void ATimeFurtherOffThanAnyPauseIsNotWaitedFor()
    {
        var longest = _spool.Live.Current.Retry.MaxDelay * 1.5;
        Add("1", next: longest);
        Assert.False(_queue.HasDue);
        _time.AdjustTime(_time.GetUtcNow().AddYears(-1));
        Assert.True(_queue.HasDue);
        Assert.NotNull(_queue.Take(isLast: false));
    }

    [Fact]
    public void WhatTheDaemonMayHaveDiedOfLetsOthersPassButNotForEver()
    {
        Add("1", crashes: 1);
        Add("2");
        Assert.Equal("2", _queue.Take(isLast: false)!.Record.Id);
        Assert.Null(_queue.Take(isLast: false));
        Assert.Equal("1", _queue.Take(isLast: true)!.Record.Id);
        Add("1", crashes: 1);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull(_queue.Take(isLast: false));
    }

    private void Add(string id, TimeSpan? next = null, int crashes = 0) => _queue.Add(new Job(
        new JobFolder(id),
        new JobRecord(id, new SpoolName(id), _time.GetUtcNow()) { NextTry = _time.GetUtcNow() + next, Crashes = crashes }));
}
