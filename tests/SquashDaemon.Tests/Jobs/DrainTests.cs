using Microsoft.Extensions.Logging.Abstractions;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>A drain works until nothing is left.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly TestSpool _spool = new();
    private readonly DaemonStatus _status = new();

    public DrainTests() => _spool.Live.Replace(_spool.Live.Current with
    {
        IsDrain = true,
        Spool = _spool.Live.Current.Spool with { Settle = TimeSpan.FromMilliseconds(1) },
    });

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task FilesBeyondTheLimitOfTheirOwnerAreWaitedFor()
    {
        _spool.Live.Replace(_spool.Live.Current with { Limits = new LimitSettings { MaxWaiting = 1 } });
        foreach (var name in new[] { "a", "b", "c" })
            Drop(name);
        Assert.Equal(SpoolEnd.Drained, await Drain());
        Assert.Equal(["a.tar", "b.tar", "c.tar"], _spool.Tree("done"));
    }

    [Fact]
    public async Task WhatIsPutBackIsTakenAgain()
    {
        _spool.Squash = (input, _) =>
        {
            if (_spool.Tries == 1)
                File.AppendAllText($"/proc/self/fd/{input.Handle.DangerousGetHandle()}", "more");
        };
        Drop("a");
        Assert.Equal(SpoolEnd.Drained, await Drain());
        Assert.Equal("originalmore", _spool.Read("done/a.tar"));
    }

    [Fact]
    public async Task AnInboxThatHasGoneIsNotWaitedFor()
    {
        _spool.Squash = (_, output) =>
        {
            output.Write("flat"u8);
            Directory.Delete(_spool.Folders.Inbox, recursive: true);
        };
        Drop("a");
        Drop("b");
        Assert.Equal(SpoolEnd.Failed, await Drain());
        Assert.Equal(["a.tar"], _spool.Tree("done"));
    }

    [Fact]
    public async Task OneThatIsStoppedWhileAllIsHeldHasNotFailed()
    {
        using var stop = new CancellationTokenSource();
        _spool.Live.Replace(_spool.Live.Current with { Limits = new LimitSettings { Workers = 2 } });
        _spool.Squash = (input, _) =>
        {
            if (input.Identity.Size == "original".Length)
            {
                // The other is under way too.
                Squashd.WaitUntil(() => _spool.Tries == 2, "both are tried");
                throw new IOException("full", Errno.NoSpace);
            }
            Squashd.WaitUntil(() => _status.Text.StartsWith("held", StringComparison.Ordinal), "all is held");
            stop.Cancel();
        };
        Drop("a");
        Drop("b", "the other");
        Assert.Equal(SpoolEnd.Stopped, await Drain(stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatFailsAtTheStartFailsTheDrain(bool hasCrashed)
    {
        var job = _spool.Claim("a.tar");
        job.Note(job.Record with { Phase = JobPhase.Running, Crashes = 2 });
        if (!hasCrashed)
        {
            var error = new ErrorRecord(job.Record.Id, job.Record.Name, job.Record.ClaimedAt, "refused", "broken", 1);
            Quarantine.Move(job.Folder, error, _spool.Folders.Failed);
            Directory.Move(_spool.Folder["failed/a.tar"], job.Folder.Path);
        }
        Assert.Equal(SpoolEnd.Failed, await Drain());
        Assert.Equal(hasCrashed ? "crashed" : "refused", new JobFolder(_spool.Folder["failed/a.tar"]).ReadError()!.Kind);
        Assert.Equal(0, _spool.Tries);
    }

    private void Drop(string name, string content = "original") => File.WriteAllText(Path.Combine(_spool.Folders.Inbox, $"{name}.tar"), content);

    private Task<SpoolEnd> Drain(CancellationTokenSource? stop = null)
    {
        var loop = new SpoolLoop(_spool.Live, _status, TimeProvider.System, NullLogger.Instance)
        {
            Engine = _spool.Engine,
            Missing = (_, _, _) => null,
        };
        return Task.Run(() => loop.RunAsync(stop?.Token ?? CancellationToken.None)).WaitAsync(TimeSpan.FromMinutes(1));
    }
}
