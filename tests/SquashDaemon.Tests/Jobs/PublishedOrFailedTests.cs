using System.Text.Json;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

/// <summary>An image that was about to fail and was published after all is in one place only.</summary>
public sealed class PublishedOrFailedTests : IDisposable
{
    private readonly TestSpool _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task WhatCouldNotBePutIntoFailedAndSucceededThenIsNotThereToo()
    {
        var job = _spool.Claim("a.tar");
        Directory.Delete(_spool.Folders.Failed);
        _spool.Squash = (_, _) => throw new InvalidDataException("broken");
        Assert.Equal(JobOutcome.Deferred, (await _spool.Run(job)).Outcome);
        Assert.NotNull(job.Folder.ReadError());
        _spool.Squash = (_, output) =>
        {
            // From before it is published.
            Assert.Null(job.Folder.ReadError());
            output.Write("flat"u8);
        };
        Directory.Delete(_spool.Folders.Done);
        Assert.Equal(JobOutcome.Deferred, (await _spool.Run(job)).Outcome);
        Directory.CreateDirectory(_spool.Folders.Failed);
        Directory.CreateDirectory(_spool.Folders.Done);
        Assert.Empty(_spool.Recover());
        Assert.Empty(_spool.Tree("failed"));
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Equal(["a.tar", "a.tar.json"], _spool.Tree("outbox"));
    }

    [Theory]
    [InlineData(nameof(JobPhase.Publishing))]
    [InlineData(nameof(JobPhase.Published))]
    public void WhatIsInTheOutboxHasNotFailed(string phase)
    {
        var job = _spool.Claim("a.tar");
        File.WriteAllText(_spool.Folder["outbox/a.tar"], "flat");
        var output = FileIdentity.Of(_spool.Folder["outbox/a.tar"])!.Value;
        job.Note(job.Record with
        {
            Phase = Enum.Parse<JobPhase>(phase),
            Output = new OutputRecord(new SpoolName("a.tar"), output.Inode, output.Size, ""),
        });
        var error = new ErrorRecord(job.Record.Id, job.Record.Name, job.Record.ClaimedAt, "expired", "full", 0);
        File.WriteAllBytes(job.Folder.ErrorJson, JsonSerializer.SerializeToUtf8Bytes(error, SpoolJson.Default.ErrorRecord));
        Assert.Empty(_spool.Recover());
        Assert.Equal(["a.tar"], _spool.Tree("done"));
        Assert.Empty(_spool.Tree("failed"));
        Assert.Empty(_spool.Tree("work"));
    }
}
