using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>The text file for a monitor.</summary>
public sealed class SpoolStatusTests : IDisposable
{
    private readonly TestSpool _spool = new();
    private readonly LinesLog _log = new();
    private readonly SpoolStatus _status;
    private readonly JobQueue _queue;

    public SpoolStatusTests()
    {
        _status = new SpoolStatus(_spool.Live, _spool.Time, new DaemonStatus(), _log);
        _queue = new JobQueue(_spool.Live, _spool.Time);
    }

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void AFileThatCouldNotBeWrittenIsWrittenWhenItCan()
    {
        Tell("prom/squashd.prom");
        Assert.Single(_log.Lines, line => line.Contains("squashd.prom cannot be written", StringComparison.Ordinal));
        Directory.CreateDirectory(_spool.Folder["prom"]);
        Tell("prom/squashd.prom");
        Assert.Equal(["squashd.prom"], _spool.Tree("prom"));
    }

    [Fact]
    public void AnotherPathIsWrittenAlthoughNothingHasChanged()
    {
        Tell("old.prom");
        Tell("new.prom");
        Assert.Equal(_spool.Read("old.prom"), _spool.Read("new.prom"));
    }

    [Fact]
    public void WhatIsClaimedAndWaitsIsWaitingToo()
    {
        var job = new Job(new JobFolder("1"), new JobRecord("1", new SpoolName("a.tar"), _spool.Time.GetUtcNow()));
        _queue.Add(job);
        _spool.Time.Advance(TimeSpan.FromHours(1));
        Tell("squashd.prom");
        Assert.Contains("\nsquashd_oldest_waiting_seconds 3600\n", _spool.Read("squashd.prom"), StringComparison.Ordinal);
    }

    private void Tell(string path)
    {
        _spool.Live.Replace(_spool.Live.Current with { Metrics = new MetricsSettings { Textfile = _spool.Folder[path] } });
        _spool.Time.Advance(TimeSpan.FromSeconds(2));
        var inbox = new Inbox(_spool.Live, _spool.Time, _spool.Kept);
        using var lookout = new Lookout(_spool.Live, _spool.Time, inbox, _spool.Guard, _log);
        Assert.True(_status.Tell(inbox, lookout, _queue, (new Hold(_spool.Time), [])));
    }
}
