namespace Faults;

/// <summary>A stop in the middle of a job costs no attempt, leaves no part, and is no crash.</summary>
public sealed class StopTests : IDisposable
{
    private readonly FaultSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void ALogThatCannotBeWrittenIsNoFailure()
    {
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Folder["state/squashd.log"], ["pwrite64:error=EIO"]);
        daemon.WaitFor("done");
        Assert.Equal(0, daemon.End());
    }

    [Theory]
    [InlineData("pread64")]
    [InlineData("pwrite64")]
    [InlineData("fsync")]
    public void WhileACallTakesItsTime(string call)
    {
        var path = call == "pread64" ? _spool.Input : _spool.Part;
        using (var daemon = FaultedDaemon.Start(_spool.Folder, path, [$"{call}:delay_enter=5000000"]))
        {
            // Whatever it is in by then, the attempt has begun and its call is slow.
            Squashd.WaitUntil(() => _spool.Record?.Attempts == 1 && _spool.Parts.Length > 0, "the attempt begins");
            Assert.Equal(0, daemon.End());
            Assert.Equal(1, daemon.Count("stopped"));
        }
        Assert.Equal(("Claimed", 0, 0), (_spool.Record!.Phase.ToString(), _spool.Record.Attempts, _spool.Record.Crashes));
        Assert.Empty(_spool.Parts);
        Assert.False(File.Exists(_spool.Folder["outbox/a.tar"]));
        Assert.Equal(0, Daemon.Drain(_spool.Folder).Code);
        Assert.Equal(1, _spool.AttemptsOf("a.tar"));
    }

    [Theory]
    [InlineData("EROFS")]
    [InlineData("EACCES")]
    public void WhatAKilledOneLeftGoesOnWhenAnOutboxThatCannotBeUsedCan(string error)
    {
        using (var killed = FaultedDaemon.Start(_spool.Folder, _spool.Part, ["pwrite64:signal=KILL"]))
            killed.WaitForEnd();
        Assert.NotEmpty(_spool.Parts);
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, [_spool.Part, _spool.Folder["outbox"]], [$"unlink:error={error}", $"openat:error={error}"]);
        daemon.WaitFor("held");
        daemon.Heal();
        Assert.Equal(2, _spool.AttemptsOf("a.tar"));
        Assert.Empty(_spool.Parts);
        Assert.Equal(0, daemon.End());
    }
}
