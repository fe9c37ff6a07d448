using Microsoft.Extensions.Logging.Abstractions;
using Squash;
using SquashDaemon.Configuration;
using SquashDaemon.Jobs;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private static readonly SquashReport Report = new([], 1, 1, []);
    private readonly TempFolder _folder = new();
    private int _tries;

    public JobRunnerTests()
    {
        foreach (var folder in SpoolFolders.Of(_folder.Path).All)
            Directory.CreateDirectory(folder);
        File.WriteAllText(_folder["work/a.tar.gz"], "original");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFinishedOneIsInTheOutboxAndItsOriginalInDone()
    {
        Assert.Equal(JobOutcome.Done, await Run((_, target) => target.Write("flat"u8)));
        Assert.Equal("flat", await File.ReadAllTextAsync(_folder["outbox/a.tar"], TestContext.Current.CancellationToken));
        Assert.Equal("original", await File.ReadAllTextAsync(_folder["done/a.tar.gz"], TestContext.Current.CancellationToken));
        Assert.Empty(_folder.Files("work"));
    }

    [Fact]
    public async Task ABadOneFailsAtOnceWithItsReason()
    {
        Assert.Equal(JobOutcome.Failed, await Run((_, _) => throw new InvalidDataException("layer 3 is broken")));
        Assert.Equal(1, _tries);
        Assert.Equal(["a.tar.gz", "a.tar.gz.error.txt"], _folder.Files("failed"));
        Assert.Contains("layer 3 is broken", await File.ReadAllTextAsync(_folder["failed/a.tar.gz.error.txt"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["outbox"], "*", new EnumerationOptions { AttributesToSkip = 0 }));
    }

    [Fact]
    public async Task ADiskThatRecoversIsTriedAgain()
    {
        Assert.Equal(JobOutcome.Done, await Run((_, _) =>
        {
            if (_tries < 3)
                throw new IOException("the disk failed");
        }));
        Assert.Equal(3, _tries);
    }

    [Fact]
    public async Task ADiskThatDoesNotRecoverFailsInTheEnd()
    {
        Assert.Equal(JobOutcome.Failed, await Run((_, _) => throw new IOException("the disk failed")));
        Assert.Equal(4, _tries);
    }

    [Fact]
    public async Task AStoppedOneIsPutBack()
    {
        Assert.Equal(JobOutcome.PutBack, await Run((_, _) => throw new OperationCanceledException()));
        Assert.Equal(["a.tar.gz"], _folder.Files("inbox"));
        Assert.Empty(_folder.Files("outbox"));
    }

    [Fact]
    public async Task OneThatChangedIsPutBackAndItsOutputThrownAway()
    {
        Assert.Equal(JobOutcome.PutBack, await Run((_, _) => File.AppendAllText(_folder["work/a.tar.gz"], "more")));
        Assert.Equal(["a.tar.gz"], _folder.Files("inbox"));
        Assert.Empty(_folder.Files("outbox"));
    }

    [Fact]
    public async Task AnotherOutputOfThatNameIsKept()
    {
        await File.WriteAllTextAsync(_folder["outbox/a.tar"], "other", TestContext.Current.CancellationToken);
        await Run((_, target) => target.Write("flat"u8));
        Assert.Equal(["a.2.tar", "a.tar"], _folder.Files("outbox"));
        Assert.Equal("other", await File.ReadAllTextAsync(_folder["outbox/a.tar"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheSameOutputOfAKilledRunIsNotPublishedTwice()
    {
        await File.WriteAllTextAsync(_folder["outbox/a.tar"], "flat", TestContext.Current.CancellationToken);
        Assert.Equal(JobOutcome.Done, await Run((_, target) => target.Write("flat"u8)));
        Assert.Equal(["a.tar"], _folder.Files("outbox"));
    }

    private Task<JobOutcome> Run(Action<InputFile, Stream> squash)
    {
        var settings = new DaemonSettings(new SpoolSettings(SpoolFolders.Of(_folder.Path)))
        {
            Retry = new RetrySettings { ShortRetries = 3, ShortDelay = TimeSpan.FromMilliseconds(1) },
        };
        var runner = new JobRunner(settings, TimeProvider.System, NullLogger.Instance, (input, target, _) =>
        {
            _tries++;
            squash(input, target);
            return Report;
        });
        return runner.RunAsync(_folder["work/a.tar.gz"], TestContext.Current.CancellationToken);
    }
}
