using Microsoft.Extensions.Time.Testing;
using SquashDaemon.Configuration;
using SquashDaemon.Spool;

namespace SquashDaemon.Tests.Spool;

public sealed class InboxWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly InboxWatch _watch;
    private string? _missing;

    public InboxWatchTests()
    {
        var folders = SpoolFolders.Of(_folder.Path);
        Directory.CreateDirectory(folders.Inbox);
        _watch = new InboxWatch(new DaemonSettings(new SpoolSettings(folders)), _time, _ => _missing);
    }

    private string Inbox => _folder["inbox"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileIsReadyWhenItHasStoodStill()
    {
        Drop("a.tar", "one");
        Assert.Equal(ReadinessState.Settling, State());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ReadinessState.Settling, State());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ReadinessState.Ready, State());
    }

    [Fact]
    public void AGrowingFileStartsAgain()
    {
        Drop("a.tar", "one");
        State();
        _time.Advance(TimeSpan.FromSeconds(5));
        Drop("a.tar", "one and more");
        Assert.Equal(ReadinessState.Settling, State());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ReadinessState.Ready, State());
    }

    [Fact]
    public void AnIncompleteFileWaitsAndIsCutOffInTheEnd()
    {
        _missing = "no end marker";
        Drop("a.tar", "one");
        State();
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(ReadinessState.Incomplete, State());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReadinessState.CutOff, State());
    }

    [Fact]
    public void AnIncompleteFileOfLongAgoIsCutOffAtOnce()
    {
        _missing = "no end marker";
        Drop("a.tar", "one");
        File.SetLastWriteTimeUtc(Path.Combine(Inbox, "a.tar"), _time.GetUtcNow().UtcDateTime.AddHours(-1));
        State();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ReadinessState.CutOff, State());
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("a.tar.part")]
    [InlineData("a.tar~")]
    [InlineData("a.crdownload")]
    [InlineData(".tmp-a.tar123")]
    [InlineData("#a#")]
    [InlineData("a.squash.conf")]
    public void UnfinishedNamesAreIgnored(string name)
    {
        Drop(name, "one");
        Assert.Equal(ReadinessState.Ignored, State());
    }

    [Fact]
    public void LinksAreNotFollowed()
    {
        File.WriteAllText(_folder["secret"], "x");
        File.CreateSymbolicLink(Path.Combine(Inbox, "a.tar"), _folder["secret"]);
        Assert.Equal(ReadinessState.Ignored, State());
    }

    [Fact]
    public void TheOldestComesFirst()
    {
        Drop("b.tar", "1");
        Drop("a.tar", "2");
        File.SetLastWriteTimeUtc(Path.Combine(Inbox, "b.tar"), DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal(["b.tar", "a.tar"], _watch.Scan().Select(file => Path.GetFileName(file.Path)));
    }

    private void Drop(string name, string content) => File.WriteAllText(Path.Combine(Inbox, name), content);

    private ReadinessState State() => Assert.Single(_watch.Scan()).Readiness.State;
}
