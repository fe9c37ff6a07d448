using Squash.Text;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;

namespace SquashDaemon.Tests.Jobs;

/// <summary>What programs of the user do when they are told how a job ended.</summary>
public sealed class HookTests : IDisposable
{
    private readonly TestSpool _spool = new();
    private readonly LinesLog _log = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task WhatItLeavesRunningIsNotWaitedFor()
    {
        // What is left runs until the test's folder is removed.
        await Run("(while [ -e \"$0\" ]; do sleep 0.1; done) &\nprintf 'a line\\nits last words'\n");
        Assert.Equal(["a.tar: the hook says: a line", "a.tar: the hook says: its last words"], _log.Lines);
    }

    [Fact]
    public async Task ALineWithoutEndIsCut()
    {
        await Run("head -c 8000000 /dev/zero | tr '\\0' x\nprintf '\\r\\nnext\\n'\n");
        const string says = "a.tar: the hook says: ";
        Assert.Equal([says + new string('x', Printable.LongestText) + "...", says + "next"], _log.Lines);
    }

    [Fact]
    public void ALineWithoutEndTakesNoMemory()
    {
        using var reader = new StreamReader(new MemoryStream(new byte[8_000_000]));
        var said = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        // All of it is there, so that it is read at once and by this thread.
        var reading = new HookOutput(reader, _ => said++).ReadAsync(CancellationToken.None);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((true, 1), (reading.IsCompletedSuccessfully, said));
        Assert.InRange(taken, 0, 1_000_000);
    }

    [Fact]
    public async Task OneThatOverrunsItsTimeIsEnded()
    {
        await Run("echo begun; exec sleep 1000\n", TimeSpan.FromSeconds(2));
        Assert.Equal(2, _log.Lines.Length);
        Assert.Contains("was ended after", _log.Lines[1], StringComparison.Ordinal);
    }

    private async Task Run(string script, TimeSpan? timeout = null)
    {
        var path = _spool.Folder["hook"];
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _spool.Live.Replace(_spool.Live.Current with
        {
            Hooks = new HookSettings { OnFailed = path, Timeout = timeout ?? TimeSpan.FromHours(1) },
        });
        var hook = new Hook(_spool.Live, TimeProvider.System, _log);
        await hook.RunAsync(_spool.Claim("a.tar"), new JobEnd(JobOutcome.Failed), CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
