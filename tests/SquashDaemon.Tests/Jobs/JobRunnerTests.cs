using System.Security.Cryptography;
using System.Text.Json;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task AFinishedOneIsInTheOutboxWithItsReportAndItsOriginalInDone()
    {
        var job = _spool.Claim("a.tar.gz");
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
        Assert.Equal(["a.tar", "a.tar.json"], _spool.Tree("outbox"));
        Assert.Equal("flat", _spool.Read("outbox/a.tar"));
        Assert.Equal("original", _spool.Read("done/a.tar.gz"));
        Assert.Empty(_spool.Tree("work"));
        var report = JsonDocument.Parse(_spool.Read("outbox/a.tar.json")).RootElement;
        Assert.Equal("a.tar", report.GetProperty("output").GetString());
        Assert.Equal("a.tar.gz", report.GetProperty("input").GetString());
        Assert.Equal(4, report.GetProperty("output_bytes").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("flat"u8)), report.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task ABadOneFailsAtOnceWithItsReason()
    {
        _spool.Squash = (_, _) => throw new InvalidDataException("layer 3 is broken");
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(_spool.Claim("a.tar"))).Outcome);
        Assert.Equal(1, _spool.Tries);
        Assert.Equal(["a.tar", "a.tar/error.json", "a.tar/error.txt", "a.tar/input", "a.tar/job.json"], _spool.Tree("failed"));
        Assert.Contains("layer 3 is broken", _spool.Read("failed/a.tar/error.txt"), StringComparison.Ordinal);
        Assert.Empty(_spool.Tree("outbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task TwoThatFailUnderOneNameAreBothKept()
    {
        _spool.Squash = (_, _) => throw new InvalidDataException("broken");
        await _spool.Run(_spool.Claim("a.tar", "1"));
        await _spool.Run(_spool.Claim("a.tar", "2"));
        Assert.Equal(("1", "2"), (_spool.Read("failed/a.tar/input"), _spool.Read("failed/a.2.tar/input")));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(116)]
    public async Task ATroubleOfAMomentIsTriedAgainAtOnceFromTheStart(int errno)
    {
        _spool.Squash = (_, output) =>
        {
            output.Write("half"u8);
            if (_spool.Tries < 3)
                throw new IOException("a moment", errno);
        };
        var job = _spool.Claim("a.tar");
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
        Assert.Equal((3, 1), (_spool.Tries, job.Record.Attempts));
        Assert.Equal("half", _spool.Read("outbox/a.tar"));
    }

    [Theory]
    [InlineData(116, 3)]
    [InlineData(5, 1)]
    [InlineData(27, 1)]
    public async Task OneThatLastsIsDeferredSoThatOthersPass(int errno, int tries)
    {
        _spool.Squash = (_, _) => throw new IOException("it lasts", errno);
        var job = _spool.Claim("a.tar");
        Assert.Equal(JobOutcome.Deferred, (await _spool.Run(job)).Outcome);
        Assert.Equal(tries, _spool.Tries);
        var record = job.Folder.Read()!;
        Assert.Equal((JobPhase.Deferred, 1, "it lasts"), (record.Phase, record.Attempts, record.Reason));
        Assert.True(record.NextTry > record.ClaimedAt);
        Assert.Empty(_spool.Tree("outbox"));
    }

    [Fact]
    public async Task AFlushThatFailsIsNotRepeatedButAllIsWrittenAnewLater()
    {
        _spool.Squash = (_, _) => throw new FlushException("cannot flush", Errno.InputOutput);
        var job = _spool.Claim("a.tar");
        Assert.Equal(JobOutcome.Deferred, (await _spool.Run(job)).Outcome);
        Assert.Equal((1, 1), (_spool.Tries, job.Folder.Read()!.Attempts));
        _spool.Squash = (_, output) => output.Write("flat"u8);
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
    }

    [Theory]
    [InlineData(116, 5)]
    [InlineData(5, 3)]
    [InlineData(36, 3)]
    public async Task OneThatDoesNotPassFailsInTheEnd(int errno, int attempts)
    {
        _spool.Squash = (_, _) => throw new IOException("it lasts", errno);
        var job = _spool.Claim("a.tar");
        for (var attempt = 1; attempt < attempts; attempt++)
            Assert.Equal(JobOutcome.Deferred, (await _spool.Run(job)).Outcome);
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(job)).Outcome);
        Assert.Equal("io", new JobFolder(_spool.Folder["failed/a.tar"]).ReadError()!.Kind);
    }

    [Theory]
    [InlineData(28, nameof(TroubleKind.Room))]
    [InlineData(122, nameof(TroubleKind.Room))]
    [InlineData(30, nameof(TroubleKind.Environment))]
    [InlineData(13, nameof(TroubleKind.Environment))]
    [InlineData(107, nameof(TroubleKind.Environment))]
    public async Task WhatIsNotItsFaultBurnsNoAttempt(int errno, string kind)
    {
        _spool.Squash = (_, output) =>
        {
            output.Write("half"u8);
            output.Flush();
            throw new IOException("full", errno);
        };
        var job = _spool.Claim("a.tar");
        for (var time = 0; time < 10; time++)
        {
            var end = await _spool.Run(job);
            Assert.Equal((JobOutcome.Deferred, Enum.Parse<TroubleKind>(kind)), (end.Outcome, end.Trouble));
        }
        Assert.Equal(0, job.Folder.Read()!.Attempts);
        Assert.Empty(_spool.Tree("outbox"));
        _spool.Squash = (_, output) => output.Write("flat"u8);
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
    }

    [Fact]
    public async Task OneThatHasWaitedForRoomForDaysFails()
    {
        _spool.Squash = (_, _) => throw new IOException("full", Errno.NoSpace);
        var job = _spool.Claim("a.tar");
        await _spool.Run(job);
        job.Note(job.Record with { HeldSince = TimeProvider.System.GetUtcNow().AddDays(-6) });
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(job)).Outcome);
        Assert.Equal("expired", new JobFolder(_spool.Folder["failed/a.tar"]).ReadError()!.Kind);
    }

    [Fact]
    public async Task OneThatNeedsMoreRoomThanThereIsWaitsAlone()
    {
        var job = _spool.Claim("a.tar");
        job.Note(job.Record with { NeededBytes = long.MaxValue / 2 });
        var end = await _spool.Run(job);
        Assert.Equal((JobOutcome.Deferred, null), (end.Outcome, end.Trouble));
        Assert.Equal((0, 0), (_spool.Tries, job.Record.Attempts));
        Assert.Contains("are free", job.Record.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(64 << 20, false)]
    public async Task OneThatWouldLeaveLessThanMinFreeMeetsAFullDisk(int bytes, bool isWritten)
    {
        var isEnd = false;
        _spool.Squash = (_, output) =>
        {
            KeepFree(long.MaxValue / 2);
            for (var written = 0; written < bytes; written += 4)
                output.Write("flat"u8);
            isEnd = true;
        };
        var job = _spool.Claim("a.tar");
        var end = await _spool.Run(job);
        Assert.Equal((JobOutcome.Deferred, TroubleKind.Room, isWritten), (end.Outcome, end.Trouble, isEnd));
        Assert.Equal(0, job.Folder.Read()!.Attempts);
        Assert.Contains("min_free", end.Reason, StringComparison.Ordinal);
        Assert.Empty(_spool.Tree("outbox"));
        KeepFree(0);
        _spool.Squash = (_, output) => output.Write("flat"u8);
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
    }

    [Fact]
    public async Task AStoppedOneGoesOnWhereItWas()
    {
        using var stop = new CancellationTokenSource();
        _spool.Squash = (_, _) => stop.Cancel();
        var job = _spool.Claim("a.tar");
        Assert.Equal(JobOutcome.Stopped, (await _spool.RunUntil(job, stop.Token)).Outcome);
        Assert.Equal((JobPhase.Claimed, 0), (job.Folder.Read()!.Phase, job.Folder.Read()!.Attempts));
        Assert.Empty(_spool.Tree("outbox"));
    }

    [Fact]
    public async Task OneThatChangedIsPutBackAndItsOutputThrownAway()
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\nverify = no\n");
        _spool.Squash = (_, _) => File.AppendAllText(job.Folder.Input, "more");
        Assert.Equal(JobOutcome.PutBack, (await _spool.Run(job)).Outcome);
        Assert.Equal(["a.tar", "a.tar.squash.conf"], _spool.Tree("inbox"));
        Assert.Equal("originalmore", _spool.Read("inbox/a.tar"));
        Assert.Empty(_spool.Tree("outbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task OneThatGoesBackReplacesNothingAndHoldsNobody()
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\nverify = no\n");
        _spool.Squash = (_, _) =>
        {
            File.AppendAllText(job.Folder.Input, "more");
            // No rename can replace it, and in a shared inbox it may be another's.
            Directory.CreateDirectory(_spool.Folder["inbox/a.tar.squash.conf"]);
        };
        Assert.Equal(JobOutcome.PutBack, (await _spool.Run(job)).Outcome);
        Assert.Equal(["a.2.tar", "a.2.tar.squash.conf", "a.tar.squash.conf"], _spool.Tree("inbox"));
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task OptionsHaveRoomForTheirNameInDone()
    {
        var name = new string('n', 239) + ".tar";
        for (var time = 0; time < 2; time++)
            Assert.Equal(JobOutcome.Done, (await _spool.Run(_spool.Claim(name, sidecar: "[squash]\nverify = no\n"))).Outcome);
        Assert.Equal(4, _spool.Tree("done").Length);
        Assert.Empty(_spool.Tree("work"));
    }

    [Fact]
    public async Task OptionsThatStayedBehindHoldAllTheSame()
    {
        var job = _spool.Claim("a.tar", sidecar: "[squash]\nlayout = odd\n");
        File.Move(job.Folder.Options, _spool.Folder["inbox/a.tar.squash.conf"]);
        Assert.Equal(JobOutcome.Failed, (await _spool.Run(job)).Outcome);
        Assert.Empty(_spool.Tree("inbox"));
    }

    [Fact]
    public async Task AnotherFileInItsPlaceIsPutBack()
    {
        var job = _spool.Claim("a.tar");
        var time = File.GetLastWriteTimeUtc(job.Folder.Input);
        File.WriteAllText(_spool.Folder["other"], "ORIGINAL");
        File.SetLastWriteTimeUtc(_spool.Folder["other"], time);
        File.Move(_spool.Folder["other"], job.Folder.Input, overwrite: true);
        Assert.Equal(JobOutcome.PutBack, (await _spool.Run(job)).Outcome);
        Assert.Equal("ORIGINAL", _spool.Read("inbox/a.tar"));
    }

    [Fact]
    public async Task OneThatChangedBeforeItsTurnIsPutBackToo()
    {
        var job = _spool.Claim("a.tar");
        File.AppendAllText(job.Folder.Input, "more");
        Assert.Equal(JobOutcome.PutBack, (await _spool.Run(job)).Outcome);
        Assert.Equal(0, _spool.Tries);
    }

    [Fact]
    public async Task TheAttemptIsCountedBeforeItBegins()
    {
        var job = _spool.Claim("a.tar");
        _spool.Squash = (_, _) =>
            Assert.Equal((JobPhase.Running, 1), (job.Folder.Read()!.Phase, job.Folder.Read()!.Attempts));
        Assert.Equal(JobOutcome.Done, (await _spool.Run(job)).Outcome);
    }

    private void KeepFree(long bytes) => _spool.Live.Replace(
        _spool.Live.Current with { Limits = _spool.Live.Current.Limits with { MinFreeBytes = bytes } });
}
