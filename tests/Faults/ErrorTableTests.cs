using SquashDaemon.Spool;

namespace Faults;

/// <summary>
/// Each row of the table of errors, on the real program: what an error number costs, what it stops, what is told of it, and
/// that all goes on by itself when the fault stops.
/// </summary>
public sealed class ErrorTableTests : IDisposable
{
    private readonly FaultSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Theory]
    [InlineData("EINTR", "Interrupted system call")]
    [InlineData("EAGAIN", "Resource temporarily unavailable")]
    [InlineData("ETXTBSY", "Text file busy")]
    [InlineData("EBUSY", "Device or resource busy")]
    public void AMomentsTroubleIsTriedAgainInPlace(string error, string says)
    {
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, _spool.Input, [$"openat:error={error}"], "retry.short_retries=10", "retry.short_delay=1s");
        Assert.Contains(says, daemon.WaitFor("retrying").GetProperty("reason").GetString(), StringComparison.Ordinal);
        daemon.Heal();
        Assert.Equal(1, _spool.AttemptsOf("a.tar"));
        Assert.Equal((0, 0), (daemon.Count("deferred"), daemon.Count("held")));
        Assert.Equal(0, daemon.End());
    }

    [Theory]
    [InlineData("pread64", "ESTALE", "Stale file handle")]
    [InlineData("pread64", "ETIMEDOUT", "Connection timed out")]
    [InlineData("pread64", "EREMOTEIO", "Remote I/O error")]
    [InlineData("openat", "ENOLCK", "No locks available")]
    [InlineData("openat", "EMFILE", "Too many open files")]
    [InlineData("openat", "ENFILE", "Too many open files in system")]
    [InlineData("openat", "ENOMEM", "Cannot allocate memory")]
    public void WhatMayPassIsOpenedAnewAndThenDeferredWhileOthersPass(string call, string error, string says)
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Input, [$"{call}:error={error}"], "retry.delay=10s");
        Assert.Contains(says, daemon.WaitFor("deferred").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, daemon.Count("retrying"));
        Assert.Equal(2, daemon.Trace.Count(line => line.Contains("openat(", StringComparison.Ordinal)));
        AssertWaitsAlone(daemon);
    }

    [Theory]
    [InlineData("pwrite64", "ENOSPC", "No space left on device")]
    [InlineData("pwrite64", "EDQUOT", "Disk quota exceeded")]
    [InlineData("pwrite64", "EACCES", "cannot write")]
    [InlineData("fsync", "ENOSPC", "No space left on device")]
    [InlineData("fsync", "EDQUOT", "Disk quota exceeded")]
    [InlineData("openat", "EROFS", "Read-only file system")]
    [InlineData("openat", "EACCES", "denied")]
    [InlineData("openat", "EPERM", "Operation not permitted")]
    [InlineData("fchmod", "EPERM", "Operation not permitted")]
    public void NeitherRoomNorRightsInTheOutboxHoldAllAndCostNothing(string call, string error, string says) =>
        AssertHeld(_spool.Part, call, error, says);

    [Theory]
    [InlineData("ENOENT", "No such file or directory")]
    [InlineData("ENOTCONN", "Transport endpoint is not connected")]
    public void AWorkFolderThatIsGoneHoldsAllAndCostsNothing(string error, string says) =>
        AssertHeld(_spool.Input, "openat", error, says);

    [Theory]
    [InlineData("input", "EACCES", "Permission denied")]
    [InlineData("input", "EPERM", "Operation not permitted")]
    [InlineData("options.conf", "EACCES", "Permission denied")]
    public void WhatMayNotBeReadOfAnImageHoldsNobodyElse(string file, string error, string says)
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(_spool.Folder, Denied(file), [$"openat:error={error}"], "retry.delay=10s");
        var reason = daemon.WaitFor("deferred").GetProperty("reason").GetString();
        Assert.Contains("squashd may not read a.tar", reason, StringComparison.Ordinal);
        Assert.Contains(says, reason, StringComparison.Ordinal);
        AssertWaitsAlone(daemon);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("options.conf")]
    public void WhatMayNeverBeReadOfAnImageFailsIt(string file)
    {
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, Denied(file), ["openat:error=EACCES"], "retry.attempts=2", "retry.max_delay=1s");
        var (kind, attempts, reason) = _spool.Failure("a.tar");
        Assert.Equal(("denied", 2), (kind, attempts));
        Assert.Contains("squashd may not read a.tar", reason, StringComparison.Ordinal);
        Assert.Contains("chmod", File.ReadAllText(_spool.Folder["failed/a.tar/error.txt"]), StringComparison.Ordinal);
        Assert.Equal(0, daemon.Count("held"));
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void AFlushThatFailedIsNeverRepeatedOnWhatItWasOf()
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Part, ["fsync:error=EIO"]);
        Assert.Contains("Input/output error", daemon.WaitFor("deferred").GetProperty("reason").GetString(), StringComparison.Ordinal);
        _spool.WaitUntilDone("b.tar");
        Squashd.WaitUntil(() => daemon.Count("deferred") >= 2, "it is tried again");
        Assert.Empty(_spool.Parts);
        var calls = daemon.Trace.Where(line => line.Contains("fsync(", StringComparison.Ordinal)
            || line.Contains("O_EXCL", StringComparison.Ordinal)).Select(line => line.Contains("fsync(", StringComparison.Ordinal) ? 'f' : 'o');
        Assert.DoesNotContain("ff", new string([.. calls]), StringComparison.Ordinal);
        daemon.Heal();
        Assert.InRange(_spool.AttemptsOf("a.tar"), 3, 5);
        Assert.Equal(0, daemon.Count("held"));
        Assert.Equal(0, daemon.End());
    }

    [Theory]
    [InlineData("input", "pread64", "EIO", "Input/output error")]
    [InlineData("input", "openat", "ENAMETOOLONG", "File name too long")]
    [InlineData("input", "openat", "EOVERFLOW", "Value too large")]
    [InlineData("part", "pwrite64", "EFBIG", "File too large")]
    public void WhatWillHardlyPassFailsAfterThreeAttempts(string place, string call, string error, string says)
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, place == "part" ? _spool.Part : _spool.Input, [$"{call}:error={error}"], "retry.delay=1s", "retry.max_delay=1s");
        var (kind, attempts, reason) = _spool.Failure("a.tar");
        Assert.Equal(("io", 3), (kind, attempts));
        Assert.Contains(says, reason, StringComparison.Ordinal);
        Assert.Equal((2, 0, 0), (daemon.Count("deferred"), daemon.Count("held"), daemon.Count("retrying")));
        _spool.WaitUntilDone("b.tar");
        Assert.Empty(_spool.Parts);
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void AnInputErrorOfANetworkFileSystemIsTriedAgain()
    {
        // f_type of statfs(2) becomes that of NFS.
        using var daemon = FaultedDaemon.Start(
            _spool.Folder, [_spool.Input, _spool.Folder["work"]], ["pread64:error=EIO", "statfs:poke_exit=@arg2=6969000000000000"],
            "retry.max_delay=1s", "retry.attempts=100");
        Assert.Contains("Input/output error", daemon.WaitFor("retrying").GetProperty("reason").GetString(), StringComparison.Ordinal);
        // As often as all that may pass; of a local disk it would fail after three attempts.
        Squashd.WaitUntil(() => daemon.Count("deferred") >= 3, "it is deferred more often than on a local disk");
        daemon.Heal();
        Assert.InRange(_spool.AttemptsOf("a.tar"), 4, 100);
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void ADaemonThatDiesOverAnImageThreeTimesPutsItAsideAndOthersGoFirst()
    {
        const string other = "20260101T000000.001Z-1-1-00000002";
        _spool.Claim(other, "b.tar");
        for (var death = 1; death <= 3; death++)
        {
            using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Part, ["pwrite64:signal=KILL"]);
            daemon.WaitForEnd();
            Assert.Equal(death > 1, _spool.IsDone("b.tar"));
            Assert.Equal((death, death - 1), (_spool.Record!.Attempts, _spool.Record.Crashes));
            Assert.False(_spool.IsDone("a.tar"));
        }
        using (var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Part, ["pwrite64:signal=KILL"]))
        {
            Assert.Equal(("crashed", 3), (_spool.Failure("a.tar").Kind, _spool.Failure("a.tar").Attempts));
            Assert.Empty(_spool.Parts);
            Assert.Equal(0, daemon.End());
        }
    }

    /// <summary>A file of the image that no call may open; the options are made for it.</summary>
    private string Denied(string file)
    {
        var path = Path.Combine(Path.GetDirectoryName(_spool.Input)!, file);
        if (path != _spool.Input)
            File.WriteAllText(path, "[squash]\n");
        return path;
    }

    /// <summary>It waits while others pass, and goes on when the fault stops.</summary>
    private void AssertWaitsAlone(FaultedDaemon daemon)
    {
        AssertWaits(attempts: 1);
        _spool.WaitUntilDone("b.tar");
        daemon.Heal();
        Assert.InRange(_spool.AttemptsOf("a.tar"), 2, 5);
        Assert.Equal(0, daemon.Count("held"));
        Assert.Equal(0, daemon.End());
    }

    private void AssertHeld(string path, string call, string error, string says)
    {
        _spool.DropOther();
        using var daemon = FaultedDaemon.Start(_spool.Folder, path, [$"{call}:error={error}"]);
        Assert.Contains(says, daemon.WaitFor("held").GetProperty("reason").GetString(), StringComparison.Ordinal);
        AssertWaits(attempts: 0);
        Squashd.WaitUntil(() => _spool.Held() is { } held && held.Contains(says, StringComparison.Ordinal), "status tells why");
        Assert.False(_spool.IsDone("b.tar"));
        Assert.Equal(1, daemon.Count("held"));
        daemon.Heal();
        Assert.Equal(1, _spool.AttemptsOf("a.tar"));
        _spool.WaitUntilDone("b.tar");
        daemon.WaitFor("released");
        Assert.Equal(0, daemon.Count("deferred"));
        Assert.Equal(0, daemon.End());
    }

    /// <summary>It waits in the work folder, and nothing of it is in the outbox; on a slow machine between two tries.</summary>
    private void AssertWaits(int attempts) => Squashd.WaitUntil(
        () => _spool.Record is { Phase: JobPhase.Deferred } record && record.Attempts == attempts
            && record.NextTry is not null == attempts > 0
            // Others may pass meanwhile, and have parts of their own.
            && !File.Exists(_spool.Part) && !File.Exists(_spool.Folder["outbox/a.tar"]) && _spool.Record == record,
        $"it waits after {attempts} attempts");
}
