using Faults.Tracing;
using SquashDaemon.Spool;

namespace Faults;

/// <summary>A call that fails when the thing itself is done: it is not done again, and nobody waits for it.</summary>
public sealed class AfterwardsTests : IDisposable
{
    private readonly FaultSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void AFailureThatIsPutAwayHoldsNobody()
    {
        TinyImage.Write(_spool.Folder["inbox/bad.tar"], "bad", os: "windows");
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Folder["failed"], ["fsync:error=EIO"]);
        Assert.Equal("refused", _spool.Failure("bad.tar").Kind);
        daemon.WaitFor("failed");
        daemon.Heal();
        _spool.DropOther();
        _spool.WaitUntilDone("b.tar");
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void AnOutputThatHasItsNameIsNotMadeAgain()
    {
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, _spool.Folder["outbox"], ["fsync:error=EIO:when=1"], "retry.attempts=1");
        Assert.Equal(1, _spool.AttemptsOf("a.tar"));
        daemon.WaitFor("done");
        Assert.Equal((0, 0), (daemon.Count("deferred"), daemon.Count("failed")));
        Assert.Equal(0, daemon.End());
        Assert.Equal(["a.tar"], _spool.Folder.Files("done"));
    }

    [Fact]
    public void NorIsOneWhosePartCannotBeRemoved()
    {
        using var spool = new TracedSpool(SpoolKind.Of("done"));
        var (isOut, isDenied) = (false, false);
        using var daemon = spool.Start(call =>
        {
            isOut |= call.Name == "renameat2" && call.IsIn(spool.Outbox);
            if (!isOut || isDenied || call.Name != "unlink" || !call.IsIn(spool.Outbox))
                return null;
            isDenied = true;
            return new Fault(Errno.Stale);
        });
        Squashd.WaitUntil(() => spool.IsOver, "it is done");
        Assert.Equal(0, daemon.End());
        Assert.True(isDenied);
        Assert.DoesNotContain(daemon.Told(), told => told.Type == "retrying");
    }

    [Theory]
    [InlineData("a.tar")]
    [InlineData("a.tar.json")]
    public void WhatNobodyMayReadInTheOutboxIsAnothers(string name)
    {
        Assert.Equal(0, Squashd.Run("squash", _spool.Input, "-o", _spool.Folder["outbox/a.tar"]).Code);
        if (name == "a.tar.json")
            File.Move(_spool.Folder["outbox/a.tar"], _spool.Folder["outbox/a.tar.json"]);
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Folder[$"outbox/{name}"], ["openat:error=EACCES", "open:error=EACCES"]);
        Assert.Equal(1, _spool.AttemptsOf("a.2.tar"));
        Assert.Equal(0, daemon.Count("held"));
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void AnArchiveWhoseOldNameStaysIsTakenTheNextTime()
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, _spool.Folder["inbox/b.tar"], ["renameat2:error=EINVAL", "unlink:error=EIO:when=1"]);
        _spool.WaitUntilDone("b.tar");
        Assert.Empty(_spool.Folder.Files("inbox"));
        Assert.Equal(0, daemon.End());
    }
}
