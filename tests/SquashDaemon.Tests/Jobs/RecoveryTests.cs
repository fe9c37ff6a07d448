using Microsoft.Extensions.Logging.Abstractions;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A daemon that died in each phase, and what the next start makes of it.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void AClaimThatWasAnnouncedAndDidNotHappenIsForgotten()
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\n");
        File.Move(job.Folder.Input, _spool.Folder["inbox/a.tar"]);
        File.Move(job.Folder.Options, _spool.Folder["inbox/a.tar.squash.conf"]);
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar", "a.tar.squash.conf"], _spool.Tree("inbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("name")]
    [InlineData("folder")]
    [InlineData("other")]
    public void WhatCameToTheNameOfTheClaimedGoesBack(string kind)
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\n");
        File.WriteAllText(_spool.Folder["secret"], "original");
        File.Delete(job.Folder.Input);
        switch (kind)
        {
            case "link":
                File.CreateSymbolicLink(job.Folder.Input, _spool.Folder["secret"]);
                break;
            case "name":
                Assert.Equal(0, LibC.Link(_spool.Folder["secret"], job.Folder.Input));
                break;
            case "folder":
                Directory.CreateDirectory(job.Folder.Input);
                break;
            default:
                File.Move(_spool.Folder["secret"], job.Folder.Input);
                break;
        }
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar", "a.tar.squash.conf"], _spool.Tree("inbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public void AClaimThatIsHalfDoneWhereARenameTakesTwoStepsDidNotHappen()
    {
        var job = _spool.Claim("a.tar");
        Assert.Equal(0, LibC.Link(job.Folder.Input, _spool.Folder["inbox/a.tar"]));
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar"], _spool.Tree("inbox"));
        Assert.Equal(1u, FileIdentity.Of(_spool.Folder["inbox/a.tar"])!.Value.Links);
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task WhatIsHalfPutAwayWhereARenameTakesTwoStepsIsPutAwayOnce()
    {
        var job = _spool.Claim("a.tar");
        await _spool.Run(job);
        Assert.Equal(0, LibC.Link(_spool.Folder["done/a.tar"], _spool.Folder["kept"]));
        Directory.CreateDirectory(job.Folder.Path);
        File.Move(_spool.Folder["kept"], job.Folder.Input);
        Assert.Equal(0, LibC.Link(_spool.Folder["outbox/a.tar"], _spool.Outbox.PartOf(job.Record.Id)));
        job.Note(job.Record);
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Equal(["a.tar", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public void WhatWasClaimedIsRun()
    {
        var job = _spool.Claim("a.tar");
        Assert.Equal(job.Record, Assert.Single(_spool.Recover()).Record);
    }

    [Fact]
    public void WhatWasDeferredKeepsItsTime()
    {
        var job = _spool.Claim("a.tar");
        var next = TimeProvider.System.GetUtcNow().AddHours(1);
        job.Note(job.Record with { Phase = JobPhase.Deferred, Attempts = 2, NextTry = next });
        var record = Assert.Single(_spool.Recover()).Record;
        Assert.Equal((next, 2, 0), (record.NextTry, record.Attempts, record.Crashes));
    }

    [Fact]
    public void AnOutputThatHasItsNameIsFinishedAndNotMadeAgain()
    {
        var job = Publishing("a.tar");
        File.WriteAllText(_spool.Folder["outbox/a.tar"], "flat");
        var output = FileIdentity.Of(_spool.Folder["outbox/a.tar"])!.Value;
        job.Note(job.Record with { Output = new OutputRecord(new SpoolName("a.tar"), output.Inode, output.Size, "") });
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Empty(_spool.Tree("work"));
        Assert.Equal(0, _spool.Tries);
    }

    [Fact]
    public async Task AnOutputThatHasNotIsMadeAgain()
    {
        var job = Publishing("a.tar");
        File.WriteAllText(_spool.Outbox.PartOf(job.Record.Id), "half");
        var again = Assert.Single(_spool.Recover());
        Assert.Equal(0, again.Record.Crashes);
        Assert.Empty(_spool.Tree("outbox"));
        await _spool.Run(again);
        Assert.Equal("flat", _spool.Read("outbox/a.tar"));
    }

    [Fact]
    public void AnotherFileOfTheOutputsNameIsNotTakenForIt()
    {
        Publishing("a.tar");
        File.WriteAllText(_spool.Folder["outbox/a.tar"], "somebody's");
        Assert.Single(_spool.Recover());
        Assert.Equal("somebody's", _spool.Read("outbox/a.tar"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsPublishedIsPutAway(bool isPutAway)
    {
        var job = Publishing("a.tar");
        job.Note(job.Record with { Phase = JobPhase.Published });
        if (isPutAway)
            File.Move(job.Folder.Input, _spool.Folder["done/a.tar"]);
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Equal(["a.tar.json"], _spool.Tree("outbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public void AnOriginalThatIsPutAwayWhereARenameTakesTwoStepsGetsNoSecondName()
    {
        var job = Publishing("a.tar");
        job.Note(job.Record with { Phase = JobPhase.Published });
        Assert.Equal(0, LibC.Link(job.Folder.Input, _spool.Folder["done/a.tar"]));
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Theory]
    [InlineData("done/a.tar", "input")]
    [InlineData("done/a.tar.squash.conf", "options.conf")]
    public void AnOriginalAndItsOptionsThatWereBeingPutAwayComeTogetherAgain(string moved, string from)
    {
        var job = Publishing("a.tar", sidecar: "[squash]\n");
        job.Note(job.Record with { Phase = JobPhase.Published });
        File.Move(Path.Combine(job.Folder.Path, from), _spool.Folder[moved]);
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar", "a.tar.squash.conf"], _spool.Tree("done"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ half")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","name":null,"claimed_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":"1","name":"a.tar","claimed_at":"2026-01-01T00:00:00Z","phase":"publishing"}""")]
    [InlineData("""{"id":"1","name":"a.tar","claimed_at":"2026-01-01T00:00:00Z","phase":"published"}""")]
    public void AnArchiveWhoseRecordIsLostIsRunUnderAnotherName(string record)
    {
        var job = _spool.Claim("a.tar");
        File.WriteAllText(job.Folder.Record, record);
        Assert.StartsWith("recovered-", Assert.Single(_spool.Recover()).Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"1","name":"a.tar","at":"2026-01-01T00:00:00Z","kind":"refused","attempts":1}""")]
    public void AReasonThatIsDamagedIsNone(string error)
    {
        var job = _spool.Claim("a.tar");
        File.WriteAllText(job.Folder.ErrorJson, error);
        Assert.Equal(job.Record, Assert.Single(_spool.Recover()).Record);
    }

    [Fact]
    public void WhatCannotBeRecoveredNowIsWhenItCan()
    {
        var job = _spool.Claim("a.tar");
        File.Move(job.Folder.Input, _spool.Folder["inbox/a.tar"]);
        // It stands where a file is to be removed.
        Directory.CreateDirectory(job.Folder.Report);
        var recovery = _spool.Recovery();
        Assert.Empty(recovery.Recover(new DaemonStatus(), NullLogger.Instance));
        Assert.Equal((true, false), (recovery.HasBegun, recovery.IsOver));
        Directory.Delete(job.Folder.Report);
        Assert.Empty(recovery.Recover(new DaemonStatus(), NullLogger.Instance));
        Assert.False(recovery.IsOver);
        _spool.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(recovery.Recover(new DaemonStatus(), NullLogger.Instance));
        Assert.True(recovery.IsOver);
        Assert.Empty(_spool.Tree("work"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingIsRecoveredWhereALinkLeads(bool isFirst)
    {
        var job = _spool.Claim("a.tar");
        File.Move(job.Folder.Input, _spool.Folder["inbox/a.tar"]);
        var recovery = _spool.Recovery();
        _spool.Guard.Check();
        if (!isFirst)
        {
            // It stands where a file is to be removed.
            Directory.CreateDirectory(job.Folder.Report);
            recovery.Recover(new DaemonStatus(), NullLogger.Instance);
            Directory.Delete(job.Folder.Report);
        }
        Directory.Move(_spool.Folders.Outbox, _spool.Folder["aside"]);
        Directory.CreateDirectory(_spool.Folder["elsewhere"]);
        File.CreateSymbolicLink(_spool.Folders.Outbox, _spool.Folder["elsewhere"]);
        File.WriteAllText(_spool.Outbox.PartOf(job.Record.Id), "another's");
        _spool.Time.Advance(TimeSpan.FromSeconds(1));
        recovery.Recover(new DaemonStatus(), NullLogger.Instance);
        Assert.Equal((!isFirst, false, 1), (recovery.HasBegun, recovery.IsOver, _spool.Tree("elsewhere").Length));
        Directory.Delete(_spool.Folders.Outbox);
        Directory.Move(_spool.Folder["aside"], _spool.Folders.Outbox);
        _spool.Time.Advance(TimeSpan.FromSeconds(1));
        recovery.Recover(new DaemonStatus(), NullLogger.Instance);
        Assert.True(recovery.IsOver);
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public void NothingIsKnownWhileTheWorkFolderCannotBeRead()
    {
        var job = _spool.Claim("a.tar");
        Directory.Move(_spool.Folders.Work, _spool.Folder["kept"]);
        var recovery = _spool.Recovery();
        Assert.Empty(recovery.Recover(new DaemonStatus(), NullLogger.Instance));
        Assert.False(recovery.HasBegun);
        Directory.Move(_spool.Folder["kept"], _spool.Folders.Work);
        _spool.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(job.Record, Assert.Single(recovery.Recover(new DaemonStatus(), NullLogger.Instance)).Record);
    }

    [Fact]
    public void ScratchFilesOfADeadProcessGo()
    {
        File.WriteAllText(_spool.Folder["work/.abc.squashd.scratch"], "half");
        File.WriteAllText(_spool.Folder["work/.abc.scratch"], "somebody's");
        Assert.Empty(_spool.Recover());
        Assert.Equal([".abc.scratch"], _spool.Tree("work"));
    }

    [Fact]
    public void WhatIsNotOursStays()
    {
        Directory.CreateDirectory(_spool.Folder["work/notes"]);
        File.WriteAllText(_spool.Folder["work/notes/mine"], "mine");
        File.WriteAllText(_spool.Folder["work/file"], "mine");
        Assert.Empty(_spool.Recover());
        Assert.Equal(["file", "notes", "notes/mine"], _spool.Tree("work"));
    }

    [Fact]
    public void PartsThatNobodyKnowsGoWhenTheyAreOld()
    {
        var old = new Outbox(_spool.Folders.Outbox);
        File.WriteAllText(old.PartOf("unknown"), "half");
        File.WriteAllText(_spool.Folder["outbox/.other.part"], "somebody's");
        Assert.Empty(_spool.Recover());
        Assert.Equal([".other.part", ".squashd-unknown.part"], _spool.Tree("outbox"));
        _spool.Outbox.RemoveOrphans(new HashSet<string> { "unknown" }, DateTimeOffset.MaxValue);
        Assert.Equal(2, _spool.Tree("outbox").Length);
        _spool.Outbox.RemoveOrphans(new HashSet<string>(), DateTimeOffset.MaxValue);
        Assert.Equal([".other.part"], _spool.Tree("outbox"));
    }

    private Job Publishing(string name, string? sidecar = null)
    {
        var job = _spool.Claim(name, sidecar: sidecar);
        File.WriteAllText(job.Folder.Report, "{\"squashd\":\"0\"}");
        job.Note(job.Record with { Phase = JobPhase.Publishing, Output = new OutputRecord(new SpoolName(name), 1, 4, "") });
        return job;
    }
}
