using SquashDaemon.Tests.Hosting;

namespace SquashDaemon.Tests.Cli;

/// <summary>How <c>run</c> finds its configuration.</summary>
public sealed class ConfigurationOptionsTests : IDisposable
{
    private readonly DaemonHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void WithoutAnyItMakesTheFoldersForItselfAndSaysWhereToDrop()
    {
        var (code, _, error) = _home.Run("run", "--drain");
        Assert.Equal(0, code);
        Assert.Contains($"Drop image archives into {_home["squashd/inbox"]}", error, StringComparison.Ordinal);
        Assert.All(
            new[] { "squashd/inbox", "squashd/outbox", "squashd/done", "squashd/failed", "squashd/work", "state/squashd" },
            folder => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home[folder])));
    }

    [Theory]
    [InlineData(".config/squashd/squashd.conf", null)]
    [InlineData("xdg/squashd/squashd.conf", "xdg")]
    [InlineData("xdg/squashd/squashd.conf.d/10.conf", "xdg")]
    public void TheUsersConfigurationIsFound(string file, string? configHome)
    {
        Need.That(!File.Exists("/etc/squashd/squashd.conf"), "this machine has a configuration of its own");
        _home.Environment["XDG_CONFIG_HOME"] = configHome is null ? null : _home[configHome];
        Directory.CreateDirectory(Path.GetDirectoryName(_home[file])!);
        File.WriteAllText(_home[file], "[spool]\nroot = ~/elsewhere\n");
        Assert.Contains(_home[file], _home.Run("run", "--drain").Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_home["elsewhere/inbox"]));
    }

    [Fact]
    public void EveryMistakeIsALineOnStandardErrorAndNothingIsMade()
    {
        _home.Configure("[spool]\nsettle = x\nrescan = y\n");
        var (code, _, error) = _home.Run("run", "-c", _home.Configuration);
        Assert.Equal(78, code);
        Assert.Equal(2, error.TrimEnd().Split('\n').Length);
        Assert.All(error.TrimEnd().Split('\n'), line => Assert.StartsWith($"squashd: {_home.Configuration}:", line, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_home["squashd"]));
    }

    [Fact]
    public void WhatKeepsAUnitFromStartingIsAnErrorInTheJournal()
    {
        var shell = ": > $HOME/err; JOURNAL_STREAM=$(stat -Lc %d:%i $HOME/err) exec \"$0\" \"$@\" 2>> $HOME/err";
        Assert.Equal(78, DaemonHome.End(_home.Start(shell, "run", "--set", "spool.settle=x", "--set", "spool.rescan=x")).Code);
        var lines = File.ReadAllLines(_home["err"]);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("<3>squashd: --set: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("settle=1s")]
    [InlineData("spool.settle")]
    [InlineData("=")]
    public void AnAssignmentHasItsForm(string text) => Assert.Equal(2, _home.Run("run", "--drain", "--set", text).Code);

    [Fact]
    public void AFolderOfTheCommandLineIsTakenAsItIs()
    {
        Assert.Equal(0, _home.Run("run", "--drain", "--inbox", _home["%h~/in"]).Code);
        Assert.True(Directory.Exists(_home["%h~/in"]));
        Assert.True(Directory.Exists(_home["%h~/work"]));
    }
}
