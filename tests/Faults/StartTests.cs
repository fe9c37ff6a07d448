namespace Faults;

/// <summary>A disk that fails while the daemon starts: what may pass is waited for, what is wrongly configured is told.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StartTests() => Directory.CreateDirectory(_folder["inbox"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EIO")]
    [InlineData("ESTALE")]
    [InlineData("ENOSPC")]
    [InlineData("ENOMEM")]
    public void WhatMayPassIsWaitedFor(string errno)
    {
        using var daemon = Daemon.StartTraced(_folder, [$"mkdir:error={errno}:when=1"]).Serving();
        Assert.Contains($"it cannot begin: cannot make the folder {_folder.Path}/", daemon.Log, StringComparison.Ordinal);
        Assert.Equal(0, daemon.End("TERM"));
    }

    [Theory]
    [InlineData("EACCES", 77)]
    [InlineData("EROFS", 74)]
    public void WhatIsWronglyConfiguredIsTold(string errno, int code)
    {
        using var daemon = Daemon.StartTraced(_folder, [$"mkdir:error={errno}"]);
        Squashd.WaitUntil(() => daemon.HasEnded, "it ends");
        daemon.WaitFor("cannot make the folder");
        Assert.Equal(code, daemon.Code);
    }

    [Fact]
    public void WhatRunsOnceGivesUp()
    {
        var (code, log) = Daemon.DrainTraced(_folder, ["mkdir:error=EIO:when=1"]);
        Assert.Equal(74, code);
        Assert.Contains("cannot make the folder", log, StringComparison.Ordinal);
    }
}
