using System.Text.Json;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>What <c>squashd status</c> sees while a daemon works.</summary>
public sealed class SpoolSurveyTests : IDisposable
{
    private readonly TestSpool _spool = new();

    private SpoolSurvey Survey => SpoolSurvey.Of(_spool.Live.Current.Spool);

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void AFolderThatIsMadeOrRemovedJustNowIsNotCalledForeign()
    {
        Directory.CreateDirectory(_spool.Folder["work/empty"]);
        Directory.CreateDirectory(_spool.Folder["work/half"]);
        File.WriteAllText(_spool.Folder["work/half/job.json.part"], "{");
        Directory.CreateDirectory(_spool.Folder["failed/empty"]);
        Directory.CreateDirectory(_spool.Folder["failed/half"]);
        File.WriteAllText(_spool.Folder["failed/half/job.json"], "{}");
        Assert.Empty(Survey.Unknown);
    }

    [Fact]
    public void WhatIsForeignIsCalledSo()
    {
        foreach (var path in new[] { "work/notes", "failed/notes" })
        {
            Directory.CreateDirectory(_spool.Folder[path]);
            File.WriteAllText(_spool.Folder[$"{path}/mine"], "");
        }
        File.WriteAllText(_spool.Folder["work/file"], "");
        Assert.Equal(
            [_spool.Folder["work/file"], _spool.Folder["work/notes"], _spool.Folder["failed/notes"]], Survey.Unknown);
    }

    [Fact]
    public async Task WhatComesAndGoesMeanwhileIsNeverForeign()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var work = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    ComeAndGo();
            },
            TestContext.Current.CancellationToken);
        for (var looks = 0; looks < 2000 && !work.IsCompleted; looks++)
            Assert.Empty(Survey.Unknown);
        await stop.CancelAsync();
        await work;
    }

    [Theory]
    [InlineData(SpoolStatus.MostWaiting - 1, "it waits for its turn")]
    [InlineData(SpoolStatus.MostWaiting, "it is not known what it waits for")]
    public void WhereNotAllIsToldNobodyKnowsWhatTheRestWaitsFor(int told, string reason)
    {
        using var held = SpoolLock.TryTake(_spool.Folders.Work, out _);
        var waiting = Enumerable.Range(0, told)
            .Select(number => new WaitingFile(new SpoolName($"{number}"), WaitState.Incomplete, "it is not complete")).ToList();
        var status = new RuntimeStatus(Environment.ProcessId, _spool.Folders.Work, default) { Waiting = waiting };
        File.WriteAllBytes(
            RuntimeStatus.PathOf(_spool.Live.Current.Spool), JsonSerializer.SerializeToUtf8Bytes(status, JobsJson.Default.RuntimeStatus));
        File.WriteAllText(_spool.Folder["inbox/next"], "half");
        Assert.Contains(reason, Assert.Single(Survey.Inbox).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatADaemonTellsIsFoundByAnyNameOfItsSpool(bool isServedByLink)
    {
        File.CreateSymbolicLink(_spool.Folder["link"], _spool.Folder.Path);
        var real = _spool.Live.Current.Spool;
        var link = new SpoolSettings(SpoolFolders.Of(_spool.Folder["link"])) { State = real.State };
        var (served, asked) = isServedByLink ? (link, real) : (real, link);
        using var held = SpoolLock.TryTake(served.Folders.Work, out _);
        var status = new RuntimeStatus(Environment.ProcessId, served.Folders.Work, default) { Text = "it works" };
        File.WriteAllBytes(RuntimeStatus.PathOf(served), JsonSerializer.SerializeToUtf8Bytes(status, JobsJson.Default.RuntimeStatus));
        Assert.Equal("it works", SpoolSurvey.Of(asked).Daemon?.Text);
    }

    private void ComeAndGo()
    {
        var job = _spool.Claim("a.tar");
        var error = new ErrorRecord(job.Record.Id, job.Record.Name, job.Record.ClaimedAt, "refused", "broken", 1);
        Quarantine.Move(job.Folder, error, _spool.Folders.Failed);
        Release.Into(_spool.Folders.Done, new JobFolder(_spool.Folder["failed/a.tar"]), "a.tar", marker: null);
        File.Delete(_spool.Folder["done/a.tar"]);
    }
}
