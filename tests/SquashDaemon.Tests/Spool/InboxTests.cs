using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class InboxTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LiveSettings _live;
    private readonly Inbox _inbox;

    public InboxTests()
    {
        var folders = SpoolFolders.Of(_folder.Path);
        foreach (var path in folders.All)
            Directory.CreateDirectory(path);
        _live = new LiveSettings(new DaemonSettings(new SpoolSettings(folders)));
        _inbox = new Inbox(_live, _time, new KeptFiles(folders.Done, folders.Outbox));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileIsUpWhenItHasStoodStill()
    {
        Drop("a.tar", "one");
        Assert.Equal(WaitState.Settling, Look());
        Look(seconds: 1);
        Assert.Null(_inbox.Take());
        Assert.Equal(WaitState.Ready, Look(seconds: 1));
        Assert.Equal("a.tar", _inbox.Take()!.Name);
        Assert.Null(_inbox.Take());
    }

    [Fact]
    public void AGrowingFileStartsAgain()
    {
        Drop("a.tar", "one");
        Look();
        Look(seconds: 2);
        Drop("a.tar", "one and more");
        Assert.Equal(WaitState.Settling, Look(seconds: 5));
        Assert.Null(_inbox.Take());
        Assert.Equal(WaitState.Ready, Look(seconds: 2));
        Assert.NotNull(_inbox.Take());
        Assert.Null(_inbox.Take());
    }

    [Fact]
    public void ItSaysWhenToLookAgain()
    {
        Assert.Null(_inbox.LookAt);
        Drop("a.tar", "one");
        Look();
        Assert.Equal(2, _time.GetElapsedTime(_time.GetTimestamp(), _inbox.LookAt!.Value).TotalSeconds);
        Look(seconds: 2);
        Assert.Null(_inbox.LookAt);
    }

    [Fact]
    public void TheFirstToArriveComesFirstWhateverItsTimesSay()
    {
        Drop("b.tar", "1");
        Look();
        Drop("a.tar", "2");
        File.SetLastWriteTimeUtc(_folder["inbox/a.tar"], DateTime.UnixEpoch);
        Look(seconds: 2);
        Look(seconds: 2);
        Assert.Equal(["b.tar", "a.tar"], [_inbox.Take()!.Name, _inbox.Take()!.Name]);
    }

    [Fact]
    public void WhatCameTogetherComesInTheOrderOfItsChange()
    {
        foreach (var name in new[] { "c.tar", "a.tar", "b.tar" })
        {
            Drop(name, "1");
            // The kernel's clock for files moves in steps.
            while (FileIdentity.Of(Stamp())!.Value.ChangedNanoseconds
                == FileIdentity.Of(_folder[$"inbox/{name}"])!.Value.ChangedNanoseconds) ;
        }
        Look();
        Look(seconds: 2);
        Assert.Equal(["c.tar", "a.tar", "b.tar"], [_inbox.Take()!.Name, _inbox.Take()!.Name, _inbox.Take()!.Name]);
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("a.tar.part")]
    [InlineData("a.tar~")]
    [InlineData("a.crdownload")]
    [InlineData(".tmp-a.tar123")]
    [InlineData(".nfs0001")]
    [InlineData("#a#")]
    [InlineData("a.tar.done")]
    [InlineData("a.squash.conf")]
    public void UnfinishedNamesAreNeverTaken(string name)
    {
        Drop(name, "one");
        _inbox.Scan();
        Assert.Empty(_inbox.Files);
        Assert.NotNull(IgnoreList.Reason(name));
    }

    [Fact]
    public void LinksFoldersAndFilesWithMoreNamesAreRefusedInPlace()
    {
        File.WriteAllText(_folder["secret"], "x");
        File.CreateSymbolicLink(_folder["inbox/link.tar"], _folder["secret"]);
        Directory.CreateDirectory(_folder["inbox/folder.tar"]);
        Assert.Equal(0, LibC.Link(_folder["secret"], _folder["inbox/hard.tar"]));
        _inbox.Scan();
        _time.Advance(TimeSpan.FromMinutes(1));
        _inbox.Scan();
        Assert.Equal(3, _inbox.Files.Count);
        Assert.All(_inbox.Files, file => Assert.Equal(WaitState.Ignored, file.State));
        Assert.Null(_inbox.Take());
        File.Delete(_folder["secret"]);
        _inbox.Scan();
        _time.Advance(TimeSpan.FromSeconds(2));
        _inbox.Scan();
        Assert.Equal("hard.tar", _inbox.Take()!.Name);
    }

    [Fact]
    public void AMarkerThatComesAtOnceIsNotForgotten()
    {
        Change(settings => settings with { Spool = settings.Spool with { RequireMarker = ".ready" } });
        Drop("a.tar", "one");
        Assert.Equal(WaitState.NoMarker, Look());
        Drop("a.tar.ready", "");
        Assert.Equal(WaitState.Settling, Look());
        Assert.NotNull(_inbox.LookAt);
        Assert.Equal(WaitState.Ready, Look(seconds: 2));
    }

    [Fact]
    public void AMarkerIsWaitedForIfItIsRequired()
    {
        Change(settings => settings with { Spool = settings.Spool with { RequireMarker = ".ready" } });
        Drop("a.tar", "one");
        Look();
        Assert.Equal(WaitState.NoMarker, Look(seconds: 60));
        Drop("a.tar.ready", "");
        Assert.Equal(WaitState.Ready, Look());
        Assert.Equal("a.tar", _inbox.Take()!.Name);
    }

    [Fact]
    public void NobodyFillsTheQueueOfAll()
    {
        Change(settings => settings with { Limits = settings.Limits with { MaxWaiting = 2 } });
        for (var number = 0; number < 5; number++)
            Drop($"{number}.tar", "one");
        Look();
        Look(seconds: 2);
        Assert.Equal(2, _inbox.ReadyCount);
        Assert.Equal(3, _inbox.Files.Count(file => file.State == WaitState.Limited));
        Assert.NotNull(_inbox.Take());
        Assert.NotNull(_inbox.LookAt);
        Look();
        Assert.Equal(2, _inbox.ReadyCount);
    }

    [Fact]
    public void WhatHasGoneIsForgotten()
    {
        Drop("a.tar", "one");
        Look();
        Look(seconds: 2);
        File.Delete(_folder["inbox/a.tar"]);
        _inbox.Scan();
        Assert.Empty(_inbox.Files);
        Assert.Null(_inbox.Take());
    }

    [Fact]
    public void OneThatIsIncompleteIsJudgedAgainWhenItChangesOrItsTimeIsOver()
    {
        Drop("a.tar", "one");
        Look();
        Look(seconds: 2);
        _inbox.Wait(_inbox.Take()!, new Verdict(WaitState.Incomplete, "no end"));
        Assert.Equal(WaitState.Incomplete, Look(seconds: 800));
        Assert.Equal(WaitState.Ready, Look(seconds: 200));
        _inbox.Wait(_inbox.Take()!, new Verdict(WaitState.Incomplete, "no end"));
        Drop("a.tar", "one and more");
        Assert.Equal(WaitState.Settling, Look());
        Assert.Equal(WaitState.Ready, Look(seconds: 2));
    }

    [Theory]
    [InlineData(nameof(WaitState.Incomplete))]
    [InlineData(nameof(WaitState.Unreadable))]
    public void AReloadHoldsForWhatWaitsAlready(string state)
    {
        Change(settings => settings with { Spool = Pauses(settings.Spool, 600) });
        Drop("a.tar", "one");
        Look();
        Look(seconds: 2);
        var waits = Enum.Parse<WaitState>(state);
        _inbox.Wait(_inbox.Take()!, new Verdict(waits, "not yet"));
        Assert.Equal(waits, Look(seconds: 10));
        Change(settings => settings with { Spool = Pauses(settings.Spool, 20) });
        Assert.Equal(waits, Look(seconds: 5));
        Assert.Equal(5, _time.GetElapsedTime(_time.GetTimestamp(), _inbox.LookAt!.Value).TotalSeconds);
        Assert.Equal(WaitState.Ready, Look(seconds: 5));

        static SpoolSettings Pauses(SpoolSettings settings, int seconds) => settings with
        {
            IncompleteTimeout = TimeSpan.FromSeconds(seconds),
            Rescan = TimeSpan.FromSeconds(seconds),
        };
    }

    /// <summary>Asked again each second, it would show as queued to whoever looks each second.</summary>
    [Fact]
    public void WhatIsAskedAgainAndAgainWaitsAlsoInTheMiddleOfThat()
    {
        Drop("a.tar", "one");
        Look();
        Look(seconds: 2);
        var file = _inbox.Take()!;
        Assert.Null(file.Asked);
        foreach (var state in new[] { WaitState.Writing, WaitState.Unreadable, WaitState.Incomplete })
        {
            var verdict = new Verdict(state, "not yet");
            _inbox.Wait(file, verdict);
            Assert.Equal(WaitState.Ready, Look(seconds: 10_000));
            Assert.Equal(verdict, file.Asked);
            Assert.Same(file, _inbox.Take());
            Assert.Equal(verdict, file.Asked);
        }
        _inbox.Wait(file, new Verdict(WaitState.Settling, "changed"));
        Assert.Null(file.Asked);
    }

    private void Change(Func<DaemonSettings, DaemonSettings> change) => _live.Replace(change(_live.Current));

    private void Drop(string name, string content) => File.WriteAllText(_folder[$"inbox/{name}"], content);

    private string Stamp()
    {
        File.WriteAllText(_folder["stamp"], "");
        return _folder["stamp"];
    }

    private WaitState Look(int seconds = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _inbox.Scan();
        return _inbox.Files.First().State;
    }
}
