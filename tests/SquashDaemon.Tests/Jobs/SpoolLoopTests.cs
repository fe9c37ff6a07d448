using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A loop whose parts break as no part should.</summary>
public sealed class SpoolLoopTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public SpoolLoopTests()
    {
        _spool.Live.Replace(_spool.Live.Current with
        {
            IsDrain = true,
            Spool = _spool.Live.Current.Spool with { Settle = TimeSpan.Zero },
        });
        File.WriteAllText(Path.Combine(_spool.Folders.Inbox, "a.tar"), "original");
    }

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task AFileThatCannotBeJudgedKeepsNoWorker()
    {
        var log = new LinesLog();
        Assert.Equal(SpoolEnd.Failed, await Drain(log, isJudged: false));
        Assert.Contains("a.tar: a fault of squashd; report it", log.Lines);
        Assert.Equal(["a.tar"], _spool.Tree("inbox"));
    }

    [Fact]
    public async Task AJobThatBreaksKeepsNoWorkerAndIsTriedLater()
    {
        var log = new LinesLog { BreaksAt = "a.tar: taken" };
        Assert.Equal(SpoolEnd.Failed, await Drain(log, isJudged: true));
        Assert.Contains("a.tar: a fault of squashd; report it", log.Lines);
        Assert.Single(Directory.GetFiles(_spool.Folders.Work, "input", SearchOption.AllDirectories));
    }

    private Task<SpoolEnd> Drain(LinesLog log, bool isJudged)
    {
        var loop = new SpoolLoop(_spool.Live, new DaemonStatus(), TimeProvider.System, log)
        {
            Missing = (_, _, _) => isJudged ? null : throw new InvalidOperationException("it breaks"),
        };
        return Task.Run(() => loop.RunAsync(CancellationToken.None)).WaitAsync(TimeSpan.FromMinutes(1));
    }
}
