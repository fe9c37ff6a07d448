using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class InboxGateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SpoolSettings _settings;
    private string? _missing;

    public InboxGateTests()
    {
        _settings = new SpoolSettings(SpoolFolders.Of(_folder.Path));
        foreach (var path in _settings.Folders.All)
            Directory.CreateDirectory(path);
        File.WriteAllText(_folder["inbox/a.tar"], "one");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACompleteFileIsReady() => Assert.Equal(new Verdict(WaitState.Ready, ""), Judge(Known()));

    [Fact]
    public void AFileThatIsNotTheOneThatStoodStillIsNot()
    {
        var known = Known();
        File.WriteAllText(_folder["inbox/other"], "two");
        File.Move(_folder["inbox/other"], _folder["inbox/a.tar"], overwrite: true);
        Assert.Equal(WaitState.Settling, Judge(known).State);
    }

    [Fact]
    public void AFileThatAProgramHasOpenForWritingIsNot()
    {
        using (var writer = new FileStream(_folder["inbox/a.tar"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            Assert.Equal(WaitState.Writing, Judge(Known()).State);
        // What another test starts meanwhile may have it open for a moment, as every child has.
        Squashd.WaitUntil(() => Judge(Known()).State == WaitState.Ready, "it is let go");
    }

    [Fact]
    public void AnIncompleteFileWaitsAndIsCutOffInTheEnd()
    {
        _missing = "no end marker";
        var known = Known();
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(new Verdict(WaitState.Incomplete, "it is not complete: no end marker"), Judge(known));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new Verdict(WaitState.Ready, "no end marker", IsCutOff: true), Judge(known));
    }

    [Fact]
    public void AnIncompleteFileOfLongAgoIsCutOffAtOnce()
    {
        _missing = "no end marker";
        var known = Known();
        _time.SetUtcNow(_time.GetUtcNow().AddHours(1));
        known.StillSince = _time.GetTimestamp();
        Assert.True(Judge(known).IsCutOff);
    }

    [Fact]
    public void ALinkIsNotFollowedAndAPipeNotWaitedFor()
    {
        File.WriteAllText(_folder["secret"], "x");
        File.CreateSymbolicLink(_folder["inbox/link"], _folder["secret"]);
        Assert.Equal(WaitState.Ignored, Judge(new InboxFile("link", 0)).State);
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [_folder["inbox/pipe"]]))
            pipe.WaitForExit();
        Assert.NotNull(FileKind.Refusal(FileIdentity.Of(_folder["inbox/pipe"], follow: false)!.Value));
        Assert.Equal(WaitState.Settling, Judge(new InboxFile("pipe", 0)).State);
        Assert.Equal(WaitState.Settling, Judge(new InboxFile("gone", 0)).State);
    }

    private InboxFile Known() => new("a.tar", 0)
    {
        Identity = FileIdentity.Of(_folder["inbox/a.tar"])!.Value,
        StillSince = _time.GetTimestamp(),
    };

    private Verdict Judge(InboxFile file)
    {
        var verdict = new InboxGate(_settings, _time, (_, _) => _missing)
            .Judge(file, out var opened, TestContext.Current.CancellationToken);
        opened?.Dispose();
        return verdict;
    }
}
