namespace Faults;

/// <summary>A read lease tells of writers where it can be had, and its lack tells nothing.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly FaultSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Theory]
    [InlineData("EACCES")]
    [InlineData("EINVAL")]
    [InlineData("ENOLCK")]
    public void WithoutLeasesAnArchiveIsTakenAllTheSame(string error)
    {
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Folder["inbox/b.tar"], [$"fcntl:error={error}"]);
        daemon.WaitFor("started");
        _spool.DropOther();
        _spool.WaitUntilDone("b.tar");
        Assert.Contains(daemon.Trace, line => line.Contains("F_SETLEASE", StringComparison.Ordinal) && line.Contains(error, StringComparison.Ordinal));
        Assert.Equal(0, daemon.End());
    }

    [Fact]
    public void OneThatIsRefusedBecauseOfAWriterLetsItWait()
    {
        using var daemon = FaultedDaemon.Start(_spool.Folder, _spool.Folder["inbox/b.tar"], ["fcntl:error=EAGAIN"]);
        daemon.WaitFor("started");
        _spool.DropOther();
        Assert.Contains("open for writing", daemon.WaitFor("waits").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(_spool.IsDone("b.tar"));
        daemon.Heal();
        _spool.WaitUntilDone("b.tar");
        Assert.Equal(0, daemon.End());
    }
}
