using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>What a daemon died of, or had not yet put aside when it died.</summary>
public sealed class RecoveredFailureTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task WhatTheDaemonDiedOfIsTriedAgainButNotForEver()
    {
        var job = _spool.Claim("a.tar");
        File.WriteAllText(_spool.Outbox.PartOf(job.Record.Id), "half");
        for (var crashes = 1; crashes < 3; crashes++)
        {
            job.Note(job.Record with { Phase = JobPhase.Running });
            job = Assert.Single(_spool.Recover());
            Assert.Equal(crashes, job.Record.Crashes);
        }
        job.Note(job.Record with { Phase = JobPhase.Running });
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(Assert.Single(_spool.Recover()))).Outcome);
        Assert.Equal(0, _spool.Tries);
        Assert.Equal("crashed", new JobFolder(_spool.Folder["failed/a.tar"]).ReadError()!.Kind);
        Assert.Empty(_spool.Tree("outbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task OneThatTheDaemonDiedOfIsNotTriedAgainWhileItCannotFail()
    {
        var job = _spool.Claim("a.tar");
        job.Note(job.Record with { Phase = JobPhase.Deferred, Crashes = 3 });
        Directory.Delete(_spool.Folders.Failed);
        var end = await _spool.Run(job);
        Assert.Equal((JobOutcome.Deferred, TroubleKind.Environment), (end.Outcome, end.Trouble));
        Directory.CreateDirectory(_spool.Folders.Failed);
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(job)).Outcome);
        Assert.Equal("crashed", new JobFolder(_spool.Folder["failed/a.tar"]).ReadError()!.Kind);
        Assert.Equal(0, _spool.Tries);
    }

    [Fact]
    public async Task WhatWasAboutToFailFails()
    {
        var job = _spool.Claim("a.tar");
        var error = new ErrorRecord(job.Record.Id, job.Record.Name, job.Record.ClaimedAt, "refused", "broken", 1);
        Quarantine.Move(job.Folder, error, _spool.Folders.Failed);
        Directory.Move(_spool.Folder["failed/a.tar"], job.Folder.Path);
        var end = await _spool.Run(Assert.Single(_spool.Recover()));
        Assert.Equal((JobOutcome.Failed, "broken", 0), (end.Outcome, end.Reason, _spool.Tries));
        Assert.Contains("a.tar/error.json", _spool.Tree("failed"));
    }

    [Fact]
    public void WhatWasAboutToFailAndHasLostItsRecordIsPutThereToo()
    {
        var job = _spool.Claim("a.tar");
        var error = new ErrorRecord(job.Record.Id, job.Record.Name, job.Record.ClaimedAt, "refused", "broken", 1);
        Quarantine.Move(job.Folder, error, _spool.Folders.Failed);
        Directory.Move(_spool.Folder["failed/a.tar"], job.Folder.Path);
        File.Delete(job.Folder.Record);
        Assert.Empty(_spool.Recover());
        Assert.Contains("a.tar/error.json", _spool.Tree("failed"));
    }
}
