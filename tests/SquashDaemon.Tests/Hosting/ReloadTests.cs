using System.Diagnostics;

namespace SquashDaemon.Tests.Hosting;

/// <summary>SIGHUP to a real daemon.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly DaemonHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void AGoodConfigurationIsTakenAndEachChangeNamed()
    {
        var daemon = Start("[spool]\nsettle = 3s\n[limits]\nworkers = 2\n");
        Reload(daemon, "[spool]\nsettle = 0s\n[hooks]\non_done = /bin/true\n", "the new configuration holds; 3 keys changed");
        Assert.Contains("[spool] settle is now 0s (it was 3s)", _home.Log, StringComparison.Ordinal);
        Assert.Contains("[limits] workers is now 1 (it was 2)", _home.Log, StringComparison.Ordinal);
        Assert.Contains("[hooks] on_done is now /bin/true (it was empty)", _home.Log, StringComparison.Ordinal);
        AssertAliveAndEnd(daemon);
    }

    [Fact]
    public void TheLevelOfTheLogFollows()
    {
        var daemon = Start("");
        Reload(daemon, "[logging]\nlevel = error\n", "is read again");
        Reload(daemon, "rubbish", "1: rubbish is not understood");
        Assert.DoesNotContain("the new configuration holds", _home.Log, StringComparison.Ordinal);
        AssertAliveAndEnd(daemon);
    }

    [Fact]
    public void OneMistakeAndNothingIsTaken()
    {
        var daemon = Start("[spool]\nsettle = 3s\n");
        Reload(daemon, "[spool]\nsettle = 0s\nrescan = never\nworker = 2\n", "nothing of the new configuration is taken");
        Assert.Contains("squashd.conf:3: [spool] rescan = never: the value must be", _home.Log, StringComparison.Ordinal);
        Assert.Contains("squashd.conf:4: there is no key [spool] worker", _home.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("settle is now", _home.Log, StringComparison.Ordinal);
        // The old settings still hold: what is read next differs from them, not from the bad ones.
        Reload(daemon, "[spool]\nsettle = 1s\n", "settle is now 1s (it was 3s)");
        AssertAliveAndEnd(daemon);
    }

    [Theory]
    [InlineData("[spool]\nsettle = 0s\noutbox = ~/elsewhere\n", "[spool] outbox cannot become")]
    [InlineData("[spool]\nsettle = 0s\nroot = ~/elsewhere\n", "[spool] inbox cannot become")]
    [InlineData("[spool]\nsettle = 0s\n[logging]\nfiles = 9\n", "[logging] files cannot become 9")]
    public void WhatNeedsARestartIsRefusedWithAllTheRest(string text, string says)
    {
        var daemon = Start("");
        Reload(daemon, text, "nothing of the new configuration is taken");
        Assert.Contains(says, _home.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("settle is now", _home.Log, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_home["elsewhere"]));
        AssertAliveAndEnd(daemon);
    }

    [Fact]
    public void AFileThatIsGoneIsAMistakeToo()
    {
        var daemon = Start("");
        File.Delete(_home.Configuration);
        Squashd.Signal(daemon, "HUP");
        WaitForLog("nothing of the new configuration is taken");
        AssertAliveAndEnd(daemon);
    }

    [Fact]
    public void WhatTheCommandLineGaveStillHolds()
    {
        _home.Configure("[spool]\nsettle = 3s\n");
        var daemon = _home.Start(null, "run", "-c", _home.Configuration, "--set", "spool.settle=1s");
        WaitForLog("Drop image archives");
        Reload(daemon, "[spool]\nsettle = 4s\n", "the new configuration holds; 0 keys changed");
        AssertAliveAndEnd(daemon);
    }

    [Fact]
    public void ADrainingRunEndsByAHangup()
    {
        Directory.CreateDirectory(_home["squashd/inbox"]);
        LargeImage.Write(_home["squashd/inbox/large.tar"]);
        var drain = _home.Start(null, "run", "--drain");
        Squashd.WaitUntil(() => Directory.Exists(_home["squashd/outbox"]) && Directory.GetFiles(_home["squashd/outbox"], ".*").Length > 0, "the part appears");
        Squashd.End(drain, "HUP");
        Assert.Empty(Directory.GetFiles(_home["squashd/done"]));
    }

    private Process Start(string text)
    {
        _home.Configure(text);
        return _home.StartDaemon();
    }

    private void Reload(Process daemon, string text, string says)
    {
        _home.Configure(text);
        Squashd.Signal(daemon, "HUP");
        WaitForLog(says);
    }

    private void WaitForLog(string says) =>
        Squashd.WaitUntil(() => _home.Log.Contains(says, StringComparison.Ordinal), $"the log says: {says}");

    private static void AssertAliveAndEnd(Process daemon)
    {
        Assert.False(daemon.HasExited);
        Assert.Equal(0, Squashd.End(daemon, "TERM"));
    }
}
