using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A job whose files are not in the work folder any more.</summary>
public sealed class MissingJobTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task OneWhoseFolderIsTakenAwayWaitsAloneUntilItIsBack()
    {
        var job = _spool.Claim("a.tar");
        Directory.Move(job.Folder.Path, _spool.Folder["away"]);
        var end = await _spool.Run(job);
        Assert.Equal((JobOutcome.Deferred, null), (end.Outcome, end.Trouble));
        Assert.True(job.Record.NextTry > job.Record.ClaimedAt);
        Directory.Move(_spool.Folder["away"], job.Folder.Path);
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
        Assert.Equal(["a.tar"], _spool.Tree("done"));
    }

    [Fact]
    public async Task OneWhoseFolderDoesNotComeBackIsGivenUp()
    {
        var job = _spool.Claim("a.tar");
        Directory.Move(job.Folder.Path, _spool.Folder["away"]);
        job.Record = job.Record with { HeldSince = TimeProvider.System.GetUtcNow().AddDays(-6) };
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(job)).Outcome);
        Assert.Empty(_spool.Tree("failed"));
    }
}
